import { posix } from 'node:path';
import { isSlice, SliceLocations } from '../../model';
import { InputError } from '../exit';
import { textOf } from './bytes';
import { checkBlock } from './frame';
import { FrameResource } from './frame-run';
import { refuseDoubleNames } from './json-names';
import { isObject, JsonObject, JsonScanner } from './json-scanner';
import { CarriedSlice, READ_ATTRIBUTES, REFERRING_ATTRIBUTES, TerraformInput, TlsResource } from './terraform-input';

/**
 * A configuration's bytes as an object. What may be a plan or a state is never read so: a configuration alone holds no secret values.
 *
 * @throws InputError when it is not JSON, no object, or an object of it names a member twice
 */
export function parseConfiguration(bytes: Buffer, name: string): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(textOf(bytes));
  } catch (error) {
    // The scanner says where; what it takes and JSON.parse does not is within a value.
    new JsonScanner(bytes, name).sections();
    throw new InputError(`${name} is not whole JSON: ${(error as Error).message}`);
  }
  refuseDoubleNames(bytes, name);
  if (!isObject(document))
    throw new InputError(`${name} is JSON, but no object`, 'name a Terraform configuration or a plan');
  return document;
}

/** Reads a Terraform configuration in JSON syntax: the slices of the model, the tls resources, and what runs at apply. */
export function readConfiguration(document: JsonObject, name: string): TerraformInput {
  const slices: CarriedSlice[] = [];
  const data: FrameResource[] = [];
  const tlsResources: TlsResource[] = [];
  for (const [resource, block] of resourcesOf(document, 'terraform_data')) {
    const address = `terraform_data.${resource}`;
    carrier(block, address, slices);
    data.push({ address, block });
  }
  for (const type of Object.keys(READ_ATTRIBUTES)) {
    for (const [resource, block] of resourcesOf(document, type)) {
      const address = `${type}.${resource}`;
      if (slices.length > 0) checkBlock(name, address, block);
      tlsResources.push(tlsResource(block, type, address));
    }
  }
  if (slices.length > 0) checkStateFiles(name, blocks(document.locals), document.terraform);
  return {
    name,
    kind: 'configuration',
    slices,
    data,
    tlsResources,
    ...(slices.length > 0 ? { document } : {}),
    variables: {},
    replacements: [],
    notices: [],
  };
}

function* resourcesOf(document: JsonObject, type: string): Generator<readonly [string, JsonObject]> {
  for (const section of blocks(document.resource))
    for (const named of blocks(section[type]))
      for (const resource of Object.keys(named)) for (const block of blocks(named[resource])) yield [resource, block];
}

/** Terraform's JSON syntax lets a block be an object, or a list of objects. */
function blocks(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

function carrier(block: JsonObject, address: string, slices: CarriedSlice[]): void {
  const { input, triggers_replace: triggers } = block;
  // Version 1 of the model was the input; since then it is a trigger, of which Terraform keeps no second copy.
  const text = isSlice(input) ? input : Array.isArray(triggers) ? triggers.find(isSlice) : undefined;
  if (text === undefined) return;
  const locations = locationsIn(block['//']);
  slices.push({ address, text, ...(locations ? { locations } : {}) });
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
    if (typeof value !== 'string') continue;
    const reference = /^\$\{\s*(tls_[a-z_]+\.[\w-]+)\b/.exec(value);
    if (reference) references[attribute] = reference[1];
  }
  for (const attribute of READ_ATTRIBUTES[type]) {
    // What a configuration does not set is known to be nothing.
    if (references[attribute] === undefined) values[attribute] = literal(block[attribute] ?? null);
  }
  return { type, address, values, references, written: block };
}

/** A value with its templates: a string that holds an expression is unknown, which undefined stands for. */
function literal(value: unknown): unknown {
  // Every template has a brace, and so has every escape of one.
  if (typeof value === 'string' && !value.includes('{')) return value;
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

/** How synth names the state of another stack in a local value. */
const STATE = 'cross-stack-reference-input-';

/** How it reads one: a state that a stack with local state keeps in the project's folder for states. */
const READ =
  /^\$\{try\(jsondecode\(file\("\$\{path\.module\}\/([^"$]*\/\.state\/[^"$/]+\.tfstate)"\)\)\.outputs, \{\}\)\}$/;

/**
 * Makes sure that what a stack reads of another is the other's state: the CA with its key comes from there, and another file with the
 * same names in it would bring another CA.
 *
 * @param locals the local values of a configuration
 * @param terraform its block `terraform`, with the backend
 * @throws InputError that names the first that is none
 */
export function checkStateFiles(name: string, locals: readonly JsonObject[], terraform: unknown): void {
  const own = backendPath(terraform);
  for (const [local, value] of locals.flatMap((block) => Object.entries(block))) {
    if (!local.startsWith(STATE)) continue;
    const path = READ.exec(String(value))?.[1];
    if (path !== undefined && (own === undefined || posix.dirname(path) === posix.dirname(own))) continue;
    throw new InputError(
      `${name}: the local value ${local} is not as synth writes it: it does not read the state of another stack of this project`,
      'run `cdktf synth` again, and do not edit what it wrote',
    );
  }
}

function backendPath(terraform: unknown): string | undefined {
  const backend = isObject(terraform) ? terraform.backend : undefined;
  const local = isObject(backend) ? backend.local : undefined;
  return isObject(local) && typeof local.path === 'string' ? local.path : undefined;
}
