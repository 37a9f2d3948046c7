import { EstateLists, MODEL_SCHEMA_VERSION } from './estate';
import { withoutEmptyLists } from './estate-lists';
import { upgradeEstate } from './estate-upgrade';
import { restoreLists, shortenLists } from './slice-differences';

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
