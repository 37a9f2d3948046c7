import { isSlice } from '../../model';
import { Replacement } from '../../report';
import { InputError } from '../input-error';
import { JsonScanner, Sections, Span } from './json-scanner';
import { CarriedSlice, READ_ATTRIBUTES, REFERRING_ATTRIBUTES, TerraformInput, TlsResource } from './terraform-input';

/** Major version of `terraform show -json` that is understood. */
const FORMAT = 1;

interface Parts {
  readonly format?: string;
  readonly terraform?: string;
  readonly errored: boolean;
  readonly variables?: Span;
  readonly planned?: Span;
  readonly changes?: Span;
  readonly configuration?: Span;
}

/**
 * Reads the JSON of a plan. Only what is needed becomes a value: the prior state, private keys and whatever the plan marks as
 * sensitive are passed over in the bytes.
 *
 * @throws InputError when the plan is of another format version, or cut off
 */
export function readPlan(scanner: JsonScanner, sections: Sections, name: string): TerraformInput {
  const value = (key: string): unknown => {
    const span = sections.get(key);
    return span && scanner.at(span).value();
  };
  const format = value('format_version');
  const terraform = value('terraform_version');
  const parts: Parts = {
    ...(format === undefined ? {} : { format: String(format) }),
    ...(terraform === undefined ? {} : { terraform: String(terraform) }),
    errored: value('errored') === true,
    variables: sections.get('variables'),
    planned: sections.get('planned_values'),
    changes: sections.get('resource_changes'),
    configuration: sections.get('configuration'),
  };
  checkFormat(parts, name);
  const notices: string[] = [];
  if (parts.errored) notices.push(`${name}: the plan ended with errors, so it is not whole`);
  const configuration = parts.configuration ? readModules(scanner.at(parts.configuration)) : EMPTY;
  const slices: CarriedSlice[] = [];
  const tlsResources: TlsResource[] = [];
  if (parts.planned) {
    const planned = scanner.at(parts.planned);
    planned.members((key) => {
      if (key === 'root_module') readModule(planned, configuration.references, slices, tlsResources, notices, name);
    });
  }
  return {
    name,
    kind: 'plan',
    slices,
    tlsResources,
    // Only the configuration tells which variables are sensitive: without it none is read.
    variables:
      parts.variables && parts.configuration ? readVariables(scanner.at(parts.variables), configuration.sensitive) : {},
    replacements: parts.changes ? readReplacements(scanner.at(parts.changes)) : [],
    notices,
  };
}

function checkFormat({ format, terraform }: Parts, name: string): void {
  const by = terraform === undefined ? '' : ` (written by Terraform ${terraform})`;
  if (format === undefined || Number(format.split('.')[0]) !== FORMAT) {
    throw new InputError(
      `${name} has the plan format ${format ?? 'of no version'}${by}; version ${FORMAT}.x is understood`,
      'make the JSON with `terraform show -json` of Terraform 1.1 or later',
    );
  }
}

interface ConfigurationFacts {
  /** Names of the variables that are declared sensitive. */
  readonly sensitive: ReadonlySet<string>;
  /** By address without indexes: attribute to the address that it refers to. */
  readonly references: ReadonlyMap<string, Readonly<Record<string, string>>>;
}
const EMPTY: ConfigurationFacts = { sensitive: new Set(), references: new Map() };

function readModules(scanner: JsonScanner): ConfigurationFacts {
  const sensitive = new Set<string>();
  const references = new Map<string, Record<string, string>>();
  scanner.members((key) => {
    if (key !== 'root_module') return;
    readConfigurationModule(scanner, '', references, (name) => sensitive.add(name));
  });
  return { sensitive, references };
}

function readConfigurationModule(
  scanner: JsonScanner,
  prefix: string,
  references: Map<string, Record<string, string>>,
  onSensitive: (name: string) => void,
): void {
  scanner.members((key) => {
    if (key === 'variables' && prefix === '')
      scanner.members((name) =>
        scanner.members((property) => {
          if (property === 'sensitive' && scanner.value() === true) onSensitive(name);
        }),
      );
    else if (key === 'resources') scanner.items(() => readExpressions(scanner, prefix, references));
    else if (key === 'module_calls')
      scanner.members((call) =>
        scanner.members((property) => {
          if (property === 'module')
            readConfigurationModule(scanner, `${prefix}module.${call}.`, references, onSensitive);
        }),
      );
  });
}

function readExpressions(scanner: JsonScanner, prefix: string, references: Map<string, Record<string, string>>): void {
  let address = '';
  const found: Record<string, string> = {};
  scanner.members((key) => {
    if (key === 'address') address = String(scanner.value());
    if (key !== 'expressions' || !address.startsWith('tls_') || scanner.peek() !== 'object') return;
    scanner.members((attribute) => {
      if (!REFERRING_ATTRIBUTES.includes(attribute) || scanner.peek() !== 'object') return;
      scanner.members((property) => {
        if (property !== 'references') return;
        const target = (scanner.value() as unknown[]).find(
          (one): one is string => typeof one === 'string' && /^tls_[a-z_]+\.[\w-]+$/.test(one),
        );
        if (target !== undefined) found[attribute] = `${prefix}${target}`;
      });
    });
  });
  if (Object.keys(found).length > 0) references.set(`${prefix}${address}`, found);
}

function readModule(
  scanner: JsonScanner,
  references: ConfigurationFacts['references'],
  slices: CarriedSlice[],
  tlsResources: TlsResource[],
  notices: string[],
  name: string,
): void {
  scanner.members((key) => {
    if (key === 'child_modules')
      scanner.items(() => readModule(scanner, references, slices, tlsResources, notices, name));
    else if (key === 'resources')
      scanner.items(() => {
        let address = '';
        let type = '';
        let values: Span | undefined;
        let marks: Span | undefined;
        scanner.members((property) => {
          if (property === 'address') address = String(scanner.value());
          else if (property === 'type') type = String(scanner.value());
          else if (property === 'values') values = scanner.span();
          else if (property === 'sensitive_values') marks = scanner.span();
        });
        if (!values) return;
        if (type === 'terraform_data') {
          readCarrier(scanner.at(values), marks && scanner.at(marks), address, slices, notices, name);
        } else if (READ_ATTRIBUTES[type]) {
          const sensitive = marks ? scanner.at(marks).value() : {};
          tlsResources.push({
            type,
            address,
            values: readValues(scanner.at(values), type, sensitive),
            references: references.get(address.replace(/\[[^\]]*\]/g, '')) ?? {},
          });
        }
      });
  });
}

/** A slice that the plan marks as sensitive is told by its first bytes, and not read. */
function readCarrier(
  scanner: JsonScanner,
  marks: JsonScanner | undefined,
  address: string,
  slices: CarriedSlice[],
  notices: string[],
  name: string,
): void {
  let sensitive = false;
  marks?.members((attribute) => {
    if (attribute === 'input') sensitive = marks.value() === true;
  });
  scanner.members((attribute) => {
    if (attribute !== 'input' || scanner.peek() !== 'string') return;
    if (sensitive) {
      if (scanner.startsWith('"{\\"clientAccess\\":'))
        notices.push(`${name}: ${address} is sensitive, so its part of the model was not read`);
      return;
    }
    const text = scanner.value() as string;
    if (isSlice(text)) slices.push({ address, text });
  });
}

function readValues(scanner: JsonScanner, type: string, sensitive: unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const marks = (typeof sensitive === 'object' && sensitive !== null ? sensitive : {}) as Record<string, unknown>;
  scanner.members((attribute) => {
    if (!READ_ATTRIBUTES[type].includes(attribute) || marks[attribute] === true) return;
    values[attribute] = withoutSensitive(scanner.value(), marks[attribute]);
  });
  return values;
}

/** The value without the parts that the plan marks; a marked item of a list leaves an undefined behind. */
function withoutSensitive(value: unknown, marks: unknown): unknown {
  if (marks === true) return undefined;
  if (typeof marks !== 'object' || marks === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => withoutSensitive(item, (marks as unknown[])[index]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        withoutSensitive(item, (marks as Record<string, unknown>)[key]),
      ]),
    );
  }
  return value;
}

function readVariables(scanner: JsonScanner, sensitive: ReadonlySet<string>): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  scanner.members((name) => {
    if (sensitive.has(name)) return;
    scanner.members((property) => {
      if (property === 'value') variables[name] = scanner.value();
    });
  });
  return variables;
}

function readReplacements(scanner: JsonScanner): Replacement[] {
  const replacements: Replacement[] = [];
  scanner.items(() => {
    let address = '';
    let type = '';
    let reason: string | undefined;
    let actions: unknown[] = [];
    scanner.members((key) => {
      if (key === 'address') address = String(scanner.value());
      else if (key === 'type') type = String(scanner.value());
      else if (key === 'action_reason') reason = String(scanner.value()).replaceAll('_', ' ');
      else if (key === 'change')
        scanner.members((property) => {
          if (property === 'actions') actions = scanner.value() as unknown[];
        });
    });
    if (!actions.includes('delete')) return;
    const action = actions.length === 1 ? 'delete' : actions[0] === 'create' ? 'create-first' : 'replace';
    replacements.push({ address, type, action, ...(reason === undefined ? {} : { reason }) });
  });
  return replacements;
}
