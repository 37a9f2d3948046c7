import { existsSync, statSync } from 'node:fs';
import {
  decodeSlice,
  DecodedSlice,
  Estate,
  EstateSlice,
  mergeEstates,
  MODEL_SCHEMA_VERSION,
  putLocations,
  Server,
  SliceLocations,
} from '../../model';
import { Moment } from '../../policy';
import { Replacement } from '../../report';
import { InputError } from '../exit';
import { readBytes } from './bytes';
import { parseConfiguration, readConfiguration } from './configuration';
import { Agreement, CarriedSlice, TerraformInput } from './terraform-input';
import { moduleOf, withoutIndexes } from './address';
import { compareEmitted } from './emitted';
import { checkFrame } from './frame';
import { FrameResource } from './frame-run';
import { JsonScanner } from './json-scanner';
import { readOutputFolder, refuseFilesBeside } from './output-folder';
import { readPlan } from './plan';
import { shapeFault } from './slice-shape';
import { tlsEstate } from './tls-estate';

/** The estate that the inputs hold, and what reading them had to say. */
export interface ReadEstate {
  readonly estate: Estate;
  readonly moment: Moment;
  readonly replacements?: Replacement[];
  readonly notices: string[];
  /** A file to name where a finding has no place of its own. */
  readonly fallbackFile?: string;
}

/**
 * Reads what is to be judged: folders that synth wrote, Terraform configurations in JSON syntax, JSON of plans; `-` is standard
 * input. Several are one estate.
 *
 * @param now the clock, by which paths of certificates in a plan are checked
 * @param mayBeEmpty whether nothing to judge is an answer: against a base, every server is gone then
 * @param mayBeState whether the JSON of a state will do, which holds what was deployed and not what is declared now
 * @throws InputError when one of them can't be used
 */
export async function readEstate(
  paths: readonly string[],
  now: Date,
  mayBeEmpty = false,
  mayBeState = false,
): Promise<ReadEstate> {
  // What a plan knows counts before what the configuration says of the same.
  const inputs = paths
    .flatMap((path) => readInput(path, mayBeState))
    .sort((a, b) => Number(b.kind === 'plan') - Number(a.kind === 'plan'));
  const notices = inputs.flatMap((input) => input.notices);
  const estates: EstateSlice[] = [];
  // What a stack carries of another is known better by that other's own plan or configuration.
  const fromOthers: EstateSlice[] = [];
  const agreement = new Agreement();
  const several = inputs.length > 1;
  const places = placesOf(inputs);
  for (const input of inputs) {
    if (input.slices.length === 0 && input.tlsResources.length > 0) {
      notices.push(
        `${input.name} was not written by this package: only its certificates are judged, by what they say themselves`,
      );
    }
    const slices =
      input.slices.length > 0
        ? input.slices.map((carried) => sliceOf(input.name, { locations: places.get(carried.text), ...carried }))
        : [tlsEstate(input.tlsResources, several ? `${input.name}:` : '')];
    agreement.check(input, slices);
    if (input.slices.length > 0) {
      const { data, document, tlsResources } = input;
      const whole = document && { document, tlsResources, isFile: input.name !== STANDARD_INPUT };
      if (data) notices.push(...checkFrame(input.name, withSlices(data, input.slices, slices), whole));
      // A refused synth leaves what was declared, and nothing for Terraform.
      const { faults, unnamed } =
        input.kind === 'configuration' && !input.data
          ? { faults: [], unnamed: [] }
          : compareEmitted(
              ownParts(slices).map((slice, index) => ({ slice, module: moduleOf(input.slices[index].address) })),
              input.tlsResources,
              input.kind === 'configuration',
              input.variables,
            );
      if (faults.length > 0) estates.push({ faults });
      if (unnamed.length > 0) notices.push(unnamedIn(input.name, unnamed));
    }
    if (input.kind === 'plan') {
      const { own, others } = parted(mergeEstates(slices));
      estates.push(await settled(own, input, notices, now));
      fromOthers.push(others);
    } else estates.push(...slices);
  }
  agreement.end();
  const estate = mergeEstates([...estates, ...fromOthers]);
  const isEmpty =
    estate.servers.length + estate.certificates.length + estate.anchors.length + estate.faults.length === 0;
  const isGone = inputs.length > 0 && inputs.every(({ destroys }) => destroys === true);
  if (isEmpty && (mayBeEmpty || isGone))
    notices.push(`no Client Access server and no certificate is left in ${paths.join(', ')}`);
  else if (isEmpty) {
    throw new InputError(
      `${paths.join(', ')}: there is no Client Access server and no certificate in it`,
      'name the folder that `cdktf synth` wrote, one of its cdk.tf.json files, or the JSON of a plan of it',
    );
  }
  const planned = inputs.some(({ kind }) => kind === 'plan');
  const file = inputs.find(({ name }) => name !== STANDARD_INPUT)?.name;
  return {
    estate,
    moment: planned ? Moment.PLANNED : Moment.DECLARED,
    ...(planned ? { replacements: inputs.flatMap(({ replacements }) => replacements) } : {}),
    notices,
    ...(file === undefined ? {} : { fallbackFile: file }),
  };
}

/** The resources of a configuration, each with the part of the model that it carries. */
function withSlices(
  resources: readonly FrameResource[],
  carried: readonly CarriedSlice[],
  slices: readonly EstateSlice[],
): FrameResource[] {
  const byAddress = new Map(carried.map(({ address }, index) => [withoutIndexes(address), slices[index]]));
  return resources.map((resource) => ({ ...resource, slice: byAddress.get(resource.address) }));
}

function unnamedIn(name: string, addresses: readonly string[]): string {
  const some = addresses.slice(0, 3).join(', ');
  const more = addresses.length > 3 ? ` and ${addresses.length - 3} more` : '';
  return `${name}: the model does not name ${some}${more}, so no rule judges ${addresses.length === 1 ? 'it' : 'them'}`;
}

/** Whether a part is of the stacks whose servers are there: a stack carries also what these refer to in another one. */
function ownership(servers: readonly Server[]): (part: { readonly id: string }) => boolean {
  const stacks = [...new Set(servers.map(({ stack }) => stack))];
  return ({ id }) => stacks.length === 0 || stacks.some((stack) => id.startsWith(`${stack}/`));
}

/** The slices of one stack, with the certificates and roots alone that this stack itself makes. */
function ownParts(slices: readonly EstateSlice[]): EstateSlice[] {
  const isOwn = ownership(slices.flatMap(({ servers }) => servers ?? []));
  return slices.map(({ certificates, anchors }) => ({
    certificates: certificates?.filter(isOwn),
    anchors: anchors?.filter(isOwn),
  }));
}

/** What is of the stacks whose servers an estate has, and what they only refer to: addresses and variables are of one stack each. */
function parted(estate: Estate): { readonly own: Estate; readonly others: EstateSlice } {
  const isOwn = ownership(estate.servers);
  const isOther = (part: { readonly id: string }): boolean => !isOwn(part);
  const { anchors, certificates, publishingPoints } = estate;
  return {
    own: {
      ...estate,
      anchors: anchors.filter(isOwn),
      certificates: certificates.filter(isOwn),
      publishingPoints: publishingPoints.filter(isOwn),
    },
    others: {
      anchors: anchors.filter(isOther),
      certificates: certificates.filter(isOther),
      publishingPoints: publishingPoints.filter(isOther),
    },
  };
}

/** Where things were declared, by the slice: a plan leaves out the comments that say it, and the configuration beside it has them. */
function placesOf(inputs: readonly TerraformInput[]): ReadonlyMap<string, SliceLocations> {
  const places = new Map<string, SliceLocations>();
  if (!inputs.some(({ kind }) => kind === 'plan')) return places;
  for (const { slices } of inputs) for (const { text, locations } of slices) if (locations) places.set(text, locations);
  return places;
}

const STANDARD_INPUT = 'standard input';

async function settled(estate: Estate, plan: TerraformInput, notices: string[], now: Date): Promise<Estate> {
  // Loads the X.509 room, which a configuration alone does not need.
  const { settle } = await import('./settle');
  return settle(estate, plan, notices, now);
}

function readInput(path: string, mayBeState: boolean): TerraformInput[] {
  if (path !== '-' && existsSync(path) && statSync(path).isDirectory()) return readOutputFolder(path);
  const name = path === '-' ? STANDARD_INPUT : path;
  const bytes = readBytes(path);
  refuseTextAround(bytes, name);
  if (mayHoldSecrets(bytes)) {
    const scanner = new JsonScanner(bytes, name);
    if (scanner.peek() !== 'object') throw notUsable(name, 'is JSON, but no object');
    const { plan, members, state: stated } = readPlan(scanner, name);
    if (plan) return [plan];
    if (stated && mayBeState) return [stated];
    if (members.has('format_version')) {
      const state = 'is the JSON of a state, not of a plan';
      throw notUsable(name, members.has('values') ? state : 'is the JSON of a state or plan with nothing in it');
    }
    if (members.has('lineage') || (members.has('serial') && members.has('terraform_version')))
      throw notUsable(name, 'is a Terraform state, not a plan');
  }
  const document = parseConfiguration(bytes, name);
  const has = (key: string): boolean => Object.hasOwn(document, key);
  if (has('judgedAt') && has('schemaVersion')) throw notUsable(name, 'is a report of this command, not its input');
  if (has('stacks') && has('version')) throw notUsable(name, "is synth's manifest; name its folder instead");
  const input = readConfiguration(document, name);
  if (path !== '-' && input.slices.length > 0) refuseFilesBeside(path);
  return [input];
}

/** How a line of JSON begins. */
const JSON_LINE = /^(?:[{"]|\[\s*(?:$|[[\]{"]|(?:true|false|null|-?\d[\d.eE+-]*)\s*(?:[,\]]|$)))/;

/** What is nearly the JSON of a plan: the log of one, and one that a wrapper of Terraform put its own words around. */
function refuseTextAround(bytes: Buffer, name: string): void {
  const start = bytes
    .toString('utf8', 0, 2_000)
    .replace(/^\ufeff/, '')
    .trimStart();
  const log = /^\{[^\n]*"@(?:level|message|module)":/.test(start);
  const first = start.slice(0, start.indexOf('\n'));
  // A line of words, also with brackets around the first, and an object below it.
  const wrapped = first !== '' && !JSON_LINE.test(first) && /^\s*\{/m.test(start);
  if (!log && !wrapped) return;
  throw new InputError(
    log
      ? `${name} is the log of a command (terraform plan -json), not the JSON of a plan`
      : `${name} is not the JSON of a plan alone: it begins with ${JSON.stringify(first.slice(0, 80))}`,
    'write the plan to a file and print that: terraform plan -out PLANFILE, then terraform show -json PLANFILE; with setup-terraform set terraform_wrapper: false',
  );
}

/** What a Terraform configuration in JSON syntax begins with. No plan and no state has a member of one of these names. */
const BLOCKS = [
  ...['//', 'check', 'data', 'ephemeral', 'import', 'locals', 'module', 'moved'],
  ...['output', 'provider', 'removed', 'resource', 'terraform', 'variable'],
];

/** Whether bytes may be those of a plan or a state, whose secrets must not become values. Looks at the first name alone. */
function mayHoldSecrets(bytes: Buffer): boolean {
  const first = /^(?:\u00ef\u00bb\u00bf)?\s*\{\s*"([^"\\]*)"/.exec(bytes.toString('latin1', 0, 1_000))?.[1];
  return first === undefined || !BLOCKS.includes(first);
}

function notUsable(name: string, what: string): InputError {
  return new InputError(
    `${name} ${what}`,
    'review the folder that `cdktf synth` wrote, a cdk.tf.json, or `terraform show -json PLANFILE`',
  );
}

function sliceOf(name: string, { address, text, locations }: CarriedSlice): EstateSlice {
  let decoded: DecodedSlice;
  try {
    decoded = decodeSlice(text);
  } catch {
    throw new InputError(`${name}: the model in ${address} is damaged`, AGAIN);
  }
  if (!(decoded.schemaVersion <= MODEL_SCHEMA_VERSION)) {
    throw new InputError(
      `${name}: the model in ${address} has schema version ${String(decoded.schemaVersion)}; this command reads up to ${MODEL_SCHEMA_VERSION}`,
      'install the version of this package that wrote it, or a newer one',
    );
  }
  if (!decoded.digestMatches)
    throw new InputError(
      `${name}: the model in ${address} was changed after synth wrote it (its digest does not match)`,
      AGAIN,
    );
  const fault = shapeFault(decoded.slice);
  if (fault !== undefined) throw new InputError(`${name}: the model in ${address} is damaged: ${fault}`, AGAIN);
  return locations ? putLocations(decoded.slice, locations) : decoded.slice;
}

const AGAIN = 'run `cdktf synth` again, and do not edit what it wrote';
