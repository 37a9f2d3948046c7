import { EstateLists, ListName, MODEL_SCHEMA_VERSION, upgradeEstate } from './estate';
import { ESTATE_LISTS, listDescriptor, withoutEmptyLists } from './estate-lists';
import { SourceLocation } from './reason';

/** Part of an estate, as one Terraform resource carries it: a server with all that is its own, or what a whole stack shares. */
export type EstateSlice = EstateLists;

/** What a slice is of. */
export enum SliceKind {
  SERVER = 'server',
  ESTATE = 'estate',
}

/**
 * File in which a refused synth leaves what was declared, as a slice: nothing of it can be deployed, and a review can still show
 * what the change would have done to clients.
 */
export const REFUSED_ESTATE_FILE = 'client-access-refused.json';

const MARK = '{"clientAccess":';

const BODY = ',"slice":';

/**
 * What decoding a slice found.
 * @internal
 */
export interface DecodedSlice {
  readonly kind: SliceKind;
  readonly schemaVersion: number;
  readonly slice: EstateSlice;
  /** False where the slice was changed after it was written. */
  readonly digestMatches: boolean;
}

/**
 * A slice as the string that a `terraform_data` resource takes as its input. Deterministic: the slice's own key order is kept, and
 * a digest shows a reader that nobody edited it. An item of a list holds what differs from the item before it, and an empty list is left
 * out. Nothing in the text is a template to Terraform, so that it is one and the same in a configuration and in a plan.
 */
export function encodeSlice(kind: SliceKind, slice: EstateSlice): string {
  const body = withoutTemplates(JSON.stringify(shortenLists(withoutEmptyLists(slice))));
  return `${MARK}${JSON.stringify(kind)},"schemaVersion":${MODEL_SCHEMA_VERSION},"digest":"${digestOf(body)}"${BODY}${body}}`;
}

/** Whether a string is a slice, even a damaged one: cheap, for looking through many values. */
export function isSlice(text: unknown): text is string {
  return typeof text === 'string' && /^\s*\{\s*"clientAccess"/.test(text);
}

/** What a text that is a slice is of, without reading it. */
export function sliceKindOf(text: string): SliceKind {
  return text.startsWith(`${MARK}"${SliceKind.ESTATE}"`) ? SliceKind.ESTATE : SliceKind.SERVER;
}

/**
 * Reads a slice of this version or of an older one, as this version would have written it. One of a newer version comes as it is, for
 * the reader to refuse.
 *
 * @throws SyntaxError when the text is not JSON, or not a slice
 */
export function decodeSlice(text: string): DecodedSlice {
  const parsed = JSON.parse(text) as {
    clientAccess: SliceKind;
    schemaVersion: number;
    digest: string;
    slice: EstateSlice;
  };
  if (!text.startsWith(MARK) || typeof parsed.slice !== 'object' || parsed.slice === null)
    throw new SyntaxError('not a slice of an estate');
  return {
    kind: parsed.clientAccess,
    schemaVersion: parsed.schemaVersion,
    slice: upgradeEstate(restoreLists(parsed.slice), parsed.schemaVersion),
    // The text itself, as it was written: writing it again would cost as much as the reading did.
    digestMatches: parsed.digest === digestOf(text, text.indexOf(BODY) + BODY.length, text.length - 1),
  };
}

/** What Terraform would read as the beginning of a template. */
const TEMPLATE = /[$%](?=\{)/g;

/** A text in which nothing is a template to Terraform; within JSON it reads as before. */
export function withoutTemplates(text: string): string {
  if (!text.includes('{')) return text;
  return text.replace(TEMPLATE, escapeOf);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * FNV-1a over the text's code units. It reveals an edit by hand or a damaged file. Nobody is kept from making another: who can edit the
 * text can compute any digest, and a strong one would take Node longer to load than a small estate takes to judge.
 */
function digestOf(text: string, start = 0, end = text.length): string {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `fnv1a:${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

type Item = Readonly<Record<string, unknown>>;

/** An estate, or a part of one, with its lists as differences. What is no list stays as it is. */
export function shortenLists<T extends object>(lists: T): T {
  return mapLists(lists, toDifferences);
}

/** An estate, or a part of one, as it was before `shortenLists`. */
export function restoreLists<T extends object>(lists: T): T {
  return mapLists(lists, fromDifferences);
}

function mapLists<T extends object>(lists: T, change: (items: readonly object[]) => object[]): T {
  const changed = { ...lists } as Record<string, unknown>;
  for (const [name, items] of Object.entries(lists)) if (Array.isArray(items)) changed[name] = change(items);
  return changed as T;
}

/**
 * A list whose items hold what differs from the item before them: nine bindings of one server, or a dozen populations of the same
 * thousand servers, say their common part once. A member that the item before has and this one has not is null. A member whose name
 * ends with a tilde holds, for an object of several members, what differs from that of the item before.
 */
export function toDifferences(items: readonly object[]): Item[] {
  return (items as Item[]).map((item, index) => (index === 0 ? item : difference(items[index - 1] as Item, item)));
}

/** The whole items again. What an item took from the one before is the same object in both. */
export function fromDifferences(differences: readonly object[]): Item[] {
  let before: Item = {};
  return (differences as Item[]).map((difference) => {
    return (before = applied(before, difference));
  });
}

/** The end of the name of a member that is itself a difference. */
const WITHIN = '~';

/** Members of an object of which the differences are worth a name of their own. */
const SEVERAL = 3;

function applied(before: Item, difference: Item): Item {
  const item: Record<string, unknown> = { ...before, ...difference };
  let asItIs = true;
  for (const name in difference) {
    const value = difference[name];
    if (value === null) asItIs = false;
    if (typeof value !== 'object' || !name.endsWith(WITHIN) || !isObject(value)) continue;
    const member = name.slice(0, -WITHIN.length);
    const former = memberOf(before, member);
    if (!isObject(former)) continue;
    item[member] = applied(former, value);
    delete item[name];
  }
  return asItIs ? item : withoutNull(item);
}

function difference(before: Item, item: Item): Item {
  const differs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    const former = memberOf(before, name);
    if (value === undefined || (former !== undefined && isSame(value, former))) continue;
    if (isObject(value) && isObject(former) && isWorthIt(name, former, value))
      differs[`${name}${WITHIN}`] = difference(former, value);
    else differs[name] = value;
  }
  for (const name of Object.keys(before)) {
    if (before[name] !== undefined && !(Object.hasOwn(item, name) && item[name] !== undefined)) differs[name] = null;
  }
  return differs;
}

/** Equal in JSON, the order of members included: what is left out must come back as it would have been written. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

/** Whether only what differs is written of an object; null and the tilde must keep their meaning. */
function isWorthIt(name: string, former: Item, value: Item): boolean {
  const names = Object.keys(value);
  const isOdd = (member: string): boolean => member === '__proto__' || member.endsWith(WITHIN);
  return (
    names.length >= SEVERAL &&
    ![name, ...names, ...Object.keys(former)].some(isOdd) &&
    !Object.values(value).includes(null)
  );
}

function memberOf(item: Item, name: string): unknown {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNull(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}

/** Where each part of a slice was declared: `file:line:column` by the part's list and id. */
export type SliceLocations = Readonly<Record<string, string>>;

interface Part {
  readonly server?: string;
  readonly location?: SourceLocation;
}

/**
 * Takes the places of declaration out of a slice. They travel beside it as a comment: a line that moves in somebody's code must not
 * become a change of a resource.
 */
export function takeLocations(slice: EstateSlice): { readonly slice: EstateSlice; readonly locations: SliceLocations } {
  const locations: Record<string, string> = {};
  const bare: Record<string, unknown> = {};
  const ofServers = new Map((slice.servers ?? []).map((server) => [server.id, write(server.location)]));
  for (const [list, parts] of Object.entries(slice) as [string, Part[]][]) {
    bare[list] = parts.map((part, index) => {
      const { location, ...rest } = part;
      const written = write(location);
      // A binding that stands where its server does has its place from there.
      const inherited = list === 'bindings' && ofServers.get(part.server as string) === written;
      if (written !== undefined && !inherited) locations[keyOf(list, part, index)] = written;
      return rest;
    });
  }
  return { slice: bare as EstateSlice, locations };
}

/** Puts the places of declaration back where `takeLocations` took them from. */
export function putLocations(slice: EstateSlice, locations: SliceLocations): EstateSlice {
  const lists = new Set(Object.keys(locations).map((key) => key.slice(0, key.indexOf('/'))));
  const located: Record<string, unknown> = { ...slice };
  // Most stand where the one before does.
  let last: { readonly text: string; readonly location: SourceLocation | undefined } | undefined;
  for (const [list, parts] of Object.entries(slice) as [string, Part[]][]) {
    if (!lists.has(list)) continue;
    located[list] = parts.map((part, index) => {
      const text = locations[keyOf(list, part, index)];
      if (text === undefined) return part;
      if (last?.text !== text) last = { text, location: read(text) };
      return last.location ? { ...part, location: last.location } : part;
    });
  }
  return located as EstateSlice;
}

function keyOf(list: string, part: Part, index: number): string {
  const descriptor = Object.hasOwn(ESTATE_LISTS, list) ? listDescriptor(list as ListName) : undefined;
  return withoutTemplates(`${list}/${descriptor?.named ? descriptor.keyOf(part) : index}`);
}

function write(location: SourceLocation | undefined): string | undefined {
  return location && `${location.file}:${location.line}:${location.column ?? ''}`;
}

function read(text: string): SourceLocation | undefined {
  const column = text.lastIndexOf(':');
  const before = text.lastIndexOf(':', column - 1);
  const line = Number(text.slice(before + 1, column));
  if (before < 1 || !(line > 0)) return undefined;
  const file = text.slice(0, before);
  return column === text.length - 1 ? { file, line } : { file, line, column: Number(text.slice(column + 1)) };
}
