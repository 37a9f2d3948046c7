import { Estate, MODEL_SCHEMA_VERSION } from './estate';
import { fromDifferences, toDifferences } from './slice-differences';

/** Part of an estate, as one Terraform resource carries it: a server with all that is its own, or what a whole stack shares. */
export type EstateSlice = Partial<Omit<Estate, 'schemaVersion'>>;

/** What a slice is of. */
export enum SliceKind {
  SERVER = 'server',
  ESTATE = 'estate',
}

/**
 * File in which a refused synth leaves what was declared, as a slice: nothing of it can be deployed, and a review can still tell
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
 * a digest tells a reader that nobody edited it. An item of a list holds what differs from the item before it. Nothing in the text is
 * a template to Terraform, so that it is one and the same in a configuration and in a plan.
 */
export function encodeSlice(kind: SliceKind, slice: EstateSlice): string {
  const body = JSON.stringify(mapLists(slice, toDifferences)).replace(TEMPLATE, escapeOf);
  return `${MARK}${JSON.stringify(kind)},"schemaVersion":${MODEL_SCHEMA_VERSION},"digest":"${digestOf(body)}"${BODY}${body}}`;
}

/** Whether a string is a slice at all: cheap, for looking through many values. */
export function isSlice(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(MARK);
}

/** @throws SyntaxError when the text is not JSON, or not a slice. */
export function decodeSlice(text: string): DecodedSlice {
  const parsed = JSON.parse(text) as {
    clientAccess: SliceKind;
    schemaVersion: number;
    digest: string;
    slice: EstateSlice;
  };
  if (!isSlice(text) || typeof parsed.slice !== 'object' || parsed.slice === null)
    throw new SyntaxError('not a slice of an estate');
  return {
    kind: parsed.clientAccess,
    schemaVersion: parsed.schemaVersion,
    slice: mapLists(parsed.slice, fromDifferences),
    // The text itself, as it was written: writing it anew would cost as much as the reading did.
    digestMatches: parsed.digest === digestOf(text, text.indexOf(BODY) + BODY.length, text.length - 1),
  };
}

/** Puts slices together again; what several stacks carry (an anchor, a population) counts once. */
export function mergeSlices(slices: EstateSlice[]): Estate {
  const unique = <T>(pick: (slice: EstateSlice) => T[] | undefined, keyOf: (item: T) => string): T[] => {
    const found = new Map<string, T>();
    for (const slice of slices) {
      for (const item of pick(slice) ?? []) {
        const key = keyOf(item);
        if (!found.has(key)) found.set(key, item);
      }
    }
    return [...found.values()];
  };
  const connectors = unique(
    (s) => s.connectors,
    (x) => x.id,
  );
  const serverAuthentications = unique(
    (s) => s.serverAuthentications,
    (x) => x.id,
  );
  const hybrids = unique(
    (s) => s.hybrids,
    (x) => x.id,
  );
  // A server is judged with the bindings of the slice that names it first, and with no others.
  const first = new Map<string, EstateSlice>();
  const firstWith = (server: string, slice: EstateSlice): EstateSlice => {
    const found = first.get(server);
    if (!found) first.set(server, slice);
    return found ?? slice;
  };
  const policies = slices.flatMap((slice) => slice.policies ?? []).slice(0, 1);
  return {
    schemaVersion: MODEL_SCHEMA_VERSION,
    ...(policies.length === 0 ? {} : { policies }),
    ...(connectors.length === 0 ? {} : { connectors }),
    ...(serverAuthentications.length === 0 ? {} : { serverAuthentications }),
    ...(hybrids.length === 0 ? {} : { hybrids }),
    servers: unique(
      (s) => s.servers,
      (x) => x.id,
    ),
    bindings: slices.flatMap((slice) =>
      (slice.bindings ?? []).filter(({ server }) => firstWith(server, slice) === slice),
    ),
    certificates: unique(
      (s) => s.certificates,
      (x) => x.id,
    ),
    anchors: unique(
      (s) => s.anchors,
      (x) => x.id,
    ),
    publishingPoints: unique(
      (s) => s.publishingPoints,
      (x) => x.id,
    ),
    populations: unique(
      (s) => s.populations,
      (x) => x.id,
    ),
    mailDomains: unique(
      (s) => s.mailDomains,
      (x) => x.domain,
    ),
    acknowledgements: unique(
      (s) => s.acknowledgements,
      (x) => JSON.stringify([x.rule, x.finding, x.scope]),
    ),
    faults: unique(
      (s) => s.faults,
      (x) => JSON.stringify(x),
    ),
  };
}

/** What is no list is left for the reader to refuse. */
function mapLists(slice: EstateSlice, change: (items: readonly object[]) => object[]): EstateSlice {
  const changed: Record<string, unknown> = { ...slice };
  for (const [list, items] of Object.entries(slice)) if (Array.isArray(items)) changed[list] = change(items);
  return changed as EstateSlice;
}

/** What Terraform would read as the beginning of a template. */
const TEMPLATE = /[$%](?=\{)/g;

/** A character as JSON may write it too. */
function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * FNV-1a over the text's code units. It tells an edit by hand or a damaged file. Nobody is kept from making another: who can edit the
 * text can compute any digest, and a strong one would take Node longer to load than a small estate takes to judge.
 */
function digestOf(text: string, start = 0, end = text.length): string {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `fnv1a:${(hash >>> 0).toString(16).padStart(8, '0')}`;
}
