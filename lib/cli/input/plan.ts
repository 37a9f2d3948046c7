import { isSlice } from '../../model';
import { Replacement } from '../../report';
import { counted } from '../../report/plain';
import { InputError } from '../exit';
import { inModule, moduleOf, withoutIndexes } from './address';
import { isObject, JsonObject, JsonScanner, Span } from './json-scanner';
import { PlanFrame } from './plan-frame';
import { CarriedSlice, READ_ATTRIBUTES, REFERRING_ATTRIBUTES, TerraformInput, TlsResource } from './terraform-input';

/** Major version of `terraform show -json` that is understood. */
const FORMAT = 1;

/** What reading a plan found; where there is no plan, the names of the members show what there is instead. */
export interface ReadPlan {
  readonly plan?: TerraformInput;
  /** What the JSON of a state holds, where it is one. */
  readonly state?: TerraformInput;
  readonly members: ReadonlySet<string>;
}

/**
 * Reads the JSON of a plan, in one walk over its bytes. Only what is needed becomes a value: the prior state, private keys and
 * whatever the plan marks as sensitive are passed over.
 *
 * @throws InputError when the plan is of another format version, or cut off
 */
export function readPlan(scanner: JsonScanner, name: string): ReadPlan {
  const members = new Set<string>();
  const notices: string[] = [];
  const slices: CarriedSlice[] = [];
  const tlsResources: TlsResource[] = [];
  let format: unknown;
  let terraform: unknown;
  let errored = false;
  let complete = true;
  let checks: Span | undefined;
  let prior: Span | undefined;
  let values: Span | undefined;
  let variables: Span | undefined;
  let replacements: Replacement[] = [];
  let configuration: ConfigurationFacts | undefined;
  scanner.members((key) => {
    members.add(key);
    const shape = scanner.peek();
    if (key === 'format_version') format = scanner.value();
    else if (key === 'terraform_version') terraform = scanner.value();
    else if (key === 'errored') errored = scanner.value() === true;
    else if (key === 'complete') complete = scanner.value() !== false;
    else if (key === 'checks' && shape === 'list') checks = scanner.span();
    else if (key === 'variables') variables = scanner.span();
    else if (key === 'resource_changes' && shape === 'list') replacements = readReplacements(scanner, name);
    else if (key === 'configuration' && shape === 'object') configuration = readModules(scanner);
    else if (key === 'planned_values' && shape === 'object')
      scanner.members((part) => {
        if (part === 'root_module') readModule(scanner, slices, tlsResources, notices, name);
      });
    else if (key === 'prior_state' && shape === 'object') prior = scanner.span();
    else if (key === 'values' && shape === 'object') values = scanner.span();
  });
  scanner.end();
  if (!members.has('planned_values') && !members.has('resource_changes')) {
    if (values === undefined || format === undefined) return { members };
    checkFormat(format, terraform, name);
    return { members, state: stateInput(scanner.at(values), name) };
  }
  checkFormat(format, terraform, name);
  if (errored || !complete) throw notWhole(name, errored, checks && scanner.at(checks));
  const isPlanned = slices.length > 0;
  const destroys = slices.length + tlsResources.length === 0 && replacements.some(({ action }) => action === 'delete');
  if (destroys) notices.push(`${name} destroys everything that it names: ${counted(replacements.length, 'resource')}`);
  // A plan that only refreshes changes nothing, so what is there is what it leaves. Secrets of the state are passed over as ever.
  if (slices.length + tlsResources.length === 0 && !destroys && prior)
    readState(scanner.at(prior), (module) => readModule(module, slices, tlsResources, notices, name));
  const { sensitive, references, frame } = configuration ?? EMPTY;
  return {
    members,
    plan: {
      name,
      kind: 'plan',
      slices,
      tlsResources: tlsResources.map((resource) => {
        const found = references.get(withoutIndexes(resource.address));
        return found ? { ...resource, references: inModuleOf(resource.address, found) } : resource;
      }),
      // Only the configuration says which variables are sensitive: without it none is read.
      variables: variables && configuration ? readVariables(scanner.at(variables), sensitive) : {},
      replacements,
      notices,
      ...(destroys ? { destroys } : {}),
      // What only the state holds need not be as the configuration of today has it.
      ...(configuration && isPlanned ? { data: frame.resources } : {}),
    },
  };
}

/** References never leave their module, so each instance of a module refers to what is its own. */
function inModuleOf(address: string, references: Readonly<Record<string, string>>): Record<string, string> {
  const module = moduleOf(address);
  return Object.fromEntries(Object.entries(references).map(([name, target]) => [name, `${module}${inModule(target)}`]));
}

/** What a state holds that is named as in a plan. Values that the state marks as sensitive are passed over as ever. */
function stateInput(values: JsonScanner, name: string): TerraformInput {
  const [slices, tlsResources, notices]: [CarriedSlice[], TlsResource[], string[]] = [[], [], []];
  values.members((part) => {
    if (part === 'root_module') readModule(values, slices, tlsResources, notices, name);
  });
  return { name, kind: 'plan', slices, tlsResources, variables: {}, replacements: [], notices };
}

function readState(state: JsonScanner, onModule: (module: JsonScanner) => void): void {
  state.members((key) => {
    if (key === 'values' && state.peek() === 'object')
      state.members((part) => {
        if (part === 'root_module') onModule(state);
      });
  });
}

/** A plan that ended early lacks what it did not reach: what it holds would be accepted, and what it lacks never judged. */
function notWhole(name: string, errored: boolean, checks: JsonScanner | undefined): InputError {
  const failed = checks ? failedChecks(checks.value()) : [];
  const because = failed.length === 0 ? '' : `: ${failed.slice(0, 3).join('; ')}`;
  return new InputError(
    errored
      ? `${name} is a plan that ended with errors${because}`
      : `${name} is a plan of a part of the stack: Terraform put off some changes (complete is false)${because}`,
    errored ? 'correct what Terraform names, and plan again' : 'plan the whole stack, without -target',
  );
}

/** Addresses of failed checks and conditions, each with what it says. */
function failedChecks(checks: unknown): string[] {
  const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
  return objects(checks).flatMap((check) =>
    objects(check.instances).flatMap((instance) => {
      if (instance.status !== 'fail' && instance.status !== 'error') return [];
      const address = isObject(instance.address) ? String(instance.address.to_display) : '';
      const said = objects(instance.problems).map(({ message }) => String(message));
      return [said.length === 0 ? address : `${address}: ${said.join(' ')}`];
    }),
  );
}

function checkFormat(format: unknown, terraform: unknown, name: string): void {
  if (typeof format === 'string' && Number(format.split('.')[0]) === FORMAT) return;
  const by = typeof terraform === 'string' ? ` (written by Terraform ${terraform})` : '';
  throw new InputError(
    `${name} has the plan format ${typeof format === 'string' ? format : 'of no version'}${by}; version ${FORMAT}.x is understood`,
    'make the JSON with `terraform show -json` of Terraform 1.1 or later',
  );
}

interface ConfigurationFacts {
  /** Names of the variables that are declared sensitive. */
  readonly sensitive: ReadonlySet<string>;
  /** By address without indexes: attribute to the address that it refers to. */
  readonly references: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The gates and bundles of the root module. */
  readonly frame: PlanFrame;
}
const EMPTY: ConfigurationFacts = { sensitive: new Set(), references: new Map(), frame: new PlanFrame() };

function readModules(scanner: JsonScanner): ConfigurationFacts {
  const sensitive = new Set<string>();
  const references = new Map<string, Record<string, string>>();
  const frame = new PlanFrame();
  scanner.members((key) => {
    if (key !== 'root_module') return;
    readConfigurationModule(scanner, '', references, (name) => sensitive.add(name), frame);
  });
  return { sensitive, references, frame };
}

function readConfigurationModule(
  scanner: JsonScanner,
  prefix: string,
  references: Map<string, Record<string, string>>,
  onSensitive: (name: string) => void,
  frame?: PlanFrame,
): void {
  scanner.members((key) => {
    if (key === 'variables' && prefix === '')
      scanner.members((name) =>
        scanner.members((property) => {
          if (property === 'sensitive' && scanner.value() === true) onSensitive(name);
        }),
      );
    else if (key === 'resources') scanner.items(() => readExpressions(scanner, prefix, references, frame));
    else if (key === 'module_calls')
      scanner.members((call) =>
        scanner.members((property) => {
          if (property === 'module')
            readConfigurationModule(scanner, `${prefix}module.${call}.`, references, onSensitive);
        }),
      );
  });
}

function readExpressions(
  scanner: JsonScanner,
  prefix: string,
  references: Map<string, Record<string, string>>,
  frame: PlanFrame | undefined,
): void {
  let address = '';
  const found: Record<string, string> = {};
  scanner.members((key) => {
    if (key === 'address') address = String(scanner.value());
    if (address.startsWith('terraform_data.')) frame?.read(scanner, key);
    if (key !== 'expressions' || !address.startsWith('tls_') || scanner.peek() !== 'object') return;
    scanner.members((attribute) => {
      if (!REFERRING_ATTRIBUTES.includes(attribute) || scanner.peek() !== 'object') return;
      scanner.members((property) => {
        if (property !== 'references') return;
        const listed = scanner.value();
        const target = (Array.isArray(listed) ? (listed as unknown[]) : []).find(
          (one): one is string => typeof one === 'string' && /^tls_[a-z_]+\.[\w-]+$/.test(one),
        );
        if (target !== undefined) found[attribute] = `${prefix}${target}`;
      });
    });
  });
  if (address.startsWith('terraform_data.')) frame?.end(address);
  if (Object.keys(found).length > 0) references.set(`${prefix}${address}`, found);
}

function readModule(
  scanner: JsonScanner,
  slices: CarriedSlice[],
  tlsResources: TlsResource[],
  notices: string[],
  name: string,
): void {
  scanner.members((key) => {
    if (key === 'child_modules') scanner.items(() => readModule(scanner, slices, tlsResources, notices, name));
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
        } else if (Object.hasOwn(READ_ATTRIBUTES, type)) {
          const sensitive = marks ? scanner.at(marks).value() : {};
          tlsResources.push({
            type,
            address,
            values: readValues(scanner.at(values), type, sensitive),
            references: {},
          });
        }
      });
  });
}

/** How a slice begins within a string of JSON. */
const SLICE = '"{\\"clientAccess\\":';

/** A slice that the plan marks as sensitive is recognized by its first bytes, and not read. */
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
    else if (attribute === 'triggers_replace') sensitive = holdsTrue(marks.value());
  });
  const take = (): void => {
    if (sensitive) {
      if (scanner.startsWith(SLICE))
        notices.push(`${name}: ${address} is sensitive, so its part of the model was not read`);
      return;
    }
    const text = scanner.value() as string;
    if (isSlice(text)) slices.push({ address, text });
  };
  // Version 1 of the model was the input; since then it is a trigger, of which Terraform keeps no second copy.
  scanner.members((attribute) => {
    if (attribute === 'input' && scanner.peek() === 'string') take();
    else if (attribute === 'triggers_replace' && scanner.peek() === 'list')
      scanner.items((index) => {
        if (index === 0 && scanner.startsWith(SLICE)) take();
      });
  });
}

/** Whether the whole of a value, or the first of its items, is marked as sensitive: the model comes first. */
function holdsTrue(marks: unknown): boolean {
  return marks === true || (Array.isArray(marks) && marks[0] === true);
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

function readReplacements(scanner: JsonScanner, name: string): Replacement[] {
  const replacements: Replacement[] = [];
  scanner.items(() => {
    let address = '';
    let type = '';
    let reason: string | undefined;
    let actions: unknown = [];
    scanner.members((key) => {
      if (key === 'address') address = String(scanner.value());
      else if (key === 'type') type = String(scanner.value());
      else if (key === 'action_reason') reason = String(scanner.value()).replaceAll('_', ' ');
      else if (key === 'change')
        scanner.members((property) => {
          if (property === 'actions') actions = scanner.value();
        });
    });
    // What it does not say may be a deletion, so it is not passed over.
    if (!Array.isArray(actions))
      throw new InputError(
        `${name}: the change of ${address} has no list of actions`,
        'make the JSON of the plan again',
      );
    if (!actions.includes('delete')) return;
    const action = actions.length === 1 ? 'delete' : actions[0] === 'create' ? 'create-first' : 'replace';
    replacements.push({ address, type, action, ...(reason === undefined ? {} : { reason }) });
  });
  return replacements;
}
