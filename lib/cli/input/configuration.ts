import { isSlice, SliceLocations } from '../../model';
import { InputError } from '../input-error';
import { textOf } from './bytes';
import { isObject, JsonObject } from './json-object';
import { JsonScanner } from './json-scanner';
import { CarriedSlice, READ_ATTRIBUTES, REFERRING_ATTRIBUTES, TerraformInput, TlsResource } from './terraform-input';

/**
 * A configuration's bytes as an object. What may be a plan or a state is never read so: a configuration alone holds no secret values.
 *
 * @throws InputError when it is not JSON, or no object
 */
export function parseConfiguration(bytes: Buffer, name: string): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(textOf(bytes));
  } catch (error) {
    // The scanner tells where; what it takes and JSON.parse does not is within a value.
    new JsonScanner(bytes, name).sections();
    throw new InputError(`${name} is not whole JSON: ${(error as Error).message}`);
  }
  if (!isObject(document))
    throw new InputError(`${name} is JSON, but no object`, 'name a Terraform configuration or a plan');
  return document;
}

/** Reads a Terraform configuration in JSON syntax: the slices of the model, or where there is none the tls resources. */
export function readConfiguration(document: JsonObject, name: string): TerraformInput {
  const slices: CarriedSlice[] = [];
  const tlsResources: TlsResource[] = [];
  for (const section of blocks(document.resource)) {
    for (const carriers of blocks(section.terraform_data))
      for (const [resource, value] of Object.entries(carriers))
        for (const block of blocks(value)) carrier(block, `terraform_data.${resource}`, slices);
  }
  if (slices.length === 0) {
    for (const section of blocks(document.resource))
      for (const type of Object.keys(READ_ATTRIBUTES))
        for (const named of blocks(section[type]))
          for (const [resource, value] of Object.entries(named))
            for (const block of blocks(value)) tlsResources.push(tlsResource(block, type, `${type}.${resource}`));
  }
  return { name, kind: 'configuration', slices, tlsResources, variables: {}, replacements: [], notices: [] };
}

/** Terraform's JSON syntax lets a block be an object, or a list of objects. */
function blocks(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

function carrier(block: JsonObject, address: string, slices: CarriedSlice[]): void {
  if (!isSlice(block.input)) return;
  const locations = locationsIn(block['//']);
  slices.push({ address, text: block.input, ...(locations ? { locations } : {}) });
}

/** The places of declaration in the comment beside a resource. */
function locationsIn(comment: unknown): SliceLocations | undefined {
  const ours = isObject(comment) ? comment.clientAccess : undefined;
  const locations = isObject(ours) ? ours.locations : undefined;
  if (!isObject(locations)) return undefined;
  const entries = Object.entries(locations).filter(([, place]) => typeof place === 'string');
  return Object.fromEntries(entries) as SliceLocations;
}

function tlsResource(block: JsonObject, type: string, address: string): TlsResource {
  const values: Record<string, unknown> = {};
  const references: Record<string, string> = {};
  for (const attribute of REFERRING_ATTRIBUTES) {
    const value = block[attribute];
    const reference = typeof value === 'string' ? /^\$\{\s*(tls_[a-z_]+\.[\w-]+)\b/.exec(value) : null;
    if (reference) references[attribute] = reference[1];
  }
  for (const attribute of READ_ATTRIBUTES[type]) {
    // What a configuration does not set is known to be nothing.
    if (references[attribute] === undefined) values[attribute] = literal(block[attribute] ?? null);
  }
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
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
