import { isSlice, SliceLocations } from '../../model';
import { JsonScanner, Sections } from './json-scanner';
import { CarriedSlice, READ_ATTRIBUTES, REFERRING_ATTRIBUTES, TerraformInput, TlsResource } from './terraform-input';

/** Reads a Terraform configuration in JSON syntax: the slices of the model, and the tls resources. */
export function readConfiguration(whole: JsonScanner, sections: Sections, name: string): TerraformInput {
  const slices: CarriedSlice[] = [];
  const tlsResources: TlsResource[] = [];
  const resources = sections.get('resource');
  if (resources) {
    const scanner = whole.at(resources);
    blocks(scanner, () =>
      scanner.members((type) => {
        const wanted = READ_ATTRIBUTES[type];
        if (type !== 'terraform_data' && wanted === undefined) return;
        blocks(scanner, () =>
          scanner.members((resource) => {
            const address = `${type}.${resource}`;
            blocks(scanner, () => {
              if (wanted) tlsResources.push(tlsResource(scanner, type, address, wanted));
              else carrier(scanner, address, slices);
            });
          }),
        );
      }),
    );
  }
  return { name, kind: 'configuration', slices, tlsResources, variables: {}, replacements: [], notices: [] };
}

/** Terraform's JSON syntax lets a block be an object, or a list of objects. */
function blocks(scanner: JsonScanner, visit: () => void): void {
  if (scanner.peek() === 'object') visit();
  else if (scanner.peek() === 'list')
    scanner.items(() => {
      if (scanner.peek() === 'object') visit();
    });
}

function carrier(scanner: JsonScanner, address: string, slices: CarriedSlice[]): void {
  let text: unknown;
  let locations: SliceLocations | undefined;
  scanner.members((attribute) => {
    if (attribute === 'input' && scanner.peek() === 'string') text = scanner.value();
    else if (attribute === '//' && scanner.peek() === 'object') locations = locationsIn(scanner);
  });
  if (isSlice(text)) slices.push({ address, text: unescaped(text), ...(locations ? { locations } : {}) });
}

/** The places of declaration in the comment beside a resource. */
function locationsIn(scanner: JsonScanner): SliceLocations | undefined {
  let locations: SliceLocations | undefined;
  scanner.members((member) => {
    if (member !== 'clientAccess' || scanner.peek() !== 'object') return;
    const comment = scanner.value() as { readonly locations?: unknown };
    if (typeof comment.locations === 'object' && comment.locations !== null) {
      const entries = Object.entries(comment.locations).filter(([, place]) => typeof place === 'string');
      locations = Object.fromEntries(entries) as SliceLocations;
    }
  });
  return locations;
}

function tlsResource(scanner: JsonScanner, type: string, address: string, wanted: readonly string[]): TlsResource {
  // What a configuration does not set is known to be nothing.
  const values: Record<string, unknown> = Object.fromEntries(wanted.map((attribute) => [attribute, null]));
  const references: Record<string, string> = {};
  scanner.members((attribute) => {
    if (REFERRING_ATTRIBUTES.includes(attribute) && scanner.peek() === 'string') {
      const text = scanner.value() as string;
      const reference = /^\$\{\s*(tls_[a-z_]+\.[\w-]+)\b/.exec(text);
      if (reference) {
        references[attribute] = reference[1];
        delete values[attribute];
      } else if (wanted.includes(attribute)) values[attribute] = literal(text);
    } else if (wanted.includes(attribute)) {
      values[attribute] = literal(scanner.value());
    }
  });
  return { type, address, values, references };
}

/** A value with its templates: a string that holds an expression is unknown, which is told by undefined. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return /(?<!\$)\$\{|(?<!%)%\{/.test(value) ? undefined : unescaped(value);
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literal(item)]));
  return value;
}

/** A string of a configuration without the escapes of Terraform's templates. */
function unescaped(text: string): string {
  return text.includes('{') ? text.replaceAll('$${', '${').replaceAll('%%{', '%{') : text;
}
