import { Binding } from './binding';
import { Estate, MODEL_SCHEMA_VERSION } from './estate';
import { restoreLists, shortenLists } from './slice-differences';

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
  const body = withoutTemplates(JSON.stringify(shortenLists(slice)));
  return `${MARK}${JSON.stringify(kind)},"schemaVersion":${MODEL_SCHEMA_VERSION},"digest":"${digestOf(body)}"${BODY}${body}}`;
}

/** Whether a string is a slice, be it a damaged one: cheap, for looking through many values. */
export function isSlice(text: unknown): text is string {
  return typeof text === 'string' && /^\s*\{\s*"clientAccess"/.test(text);
}

/** @throws SyntaxError when the text is not JSON, or not a slice. */
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
    slice: restoreLists(parsed.slice),
    // The text itself, as it was written: writing it anew would cost as much as the reading did.
    digestMatches: parsed.digest === digestOf(text, text.indexOf(BODY) + BODY.length, text.length - 1),
  };
}

/**
 * Puts slices together again, in an order of its own: whichever resources carried them, the estate is the same. What several stacks
 * carry (an anchor, a policy) counts once; what each carries for its own servers (a population) is of the servers of all.
 */
export function mergeSlices(slices: EstateSlice[]): Estate {
  const unique = <T>(
    pick: (slice: EstateSlice) => T[] | undefined,
    keyOf: (item: T) => string,
    unite: (first: T, next: T) => T = (first) => first,
  ): T[] => {
    const found = new Map<string, T>();
    for (const slice of slices) {
      for (const item of pick(slice) ?? []) {
        const key = keyOf(item);
        const known = found.get(key);
        found.set(key, known === undefined ? item : unite(known, item));
      }
    }
    return [...found.values()];
  };
  const servers = unique((s) => s.servers, idOf).sort(byId);
  const policies = slices.flatMap((slice) => slice.policies ?? []).slice(0, 1);
  const connectors = unique((s) => s.connectors, idOf, ofServersOfBoth);
  const serverAuthentications = unique((s) => s.serverAuthentications, idOf, ofServersOfBoth);
  const hybrids = unique((s) => s.hybrids, idOf, ofServersOfBoth);
  const inspectors = unique((s) => s.inspectors, idOf);
  const organizations = unique((s) => s.organizations, idOf, ofServersOfBoth);
  return {
    schemaVersion: MODEL_SCHEMA_VERSION,
    ...(policies.length === 0 ? {} : { policies }),
    ...(connectors.length === 0 ? {} : { connectors }),
    ...(serverAuthentications.length === 0 ? {} : { serverAuthentications }),
    ...(hybrids.length === 0 ? {} : { hybrids }),
    ...(inspectors.length === 0 ? {} : { inspectors }),
    ...(organizations.length === 0 ? {} : { organizations }),
    servers,
    bindings: bindingsOf(servers, slices),
    certificates: unique((s) => s.certificates, idOf).sort(byId),
    anchors: unique((s) => s.anchors, idOf).sort(byId),
    publishingPoints: unique((s) => s.publishingPoints, idOf),
    populations: unique((s) => s.populations, idOf, ofServersOfBoth),
    mailDomains: unique(
      (s) => s.mailDomains,
      (x) => x.domain,
      ofServersOfBoth,
    ),
    acknowledgements: unique(
      (s) => s.acknowledgements,
      (x) => JSON.stringify(x),
    ),
    faults: unique(
      (s) => s.faults,
      (x) => JSON.stringify(x),
    ),
  };
}

/** Server by server. A server has the bindings of the slice that names it first, and no others. */
function bindingsOf(servers: readonly { readonly id: string }[], slices: readonly EstateSlice[]): Binding[] {
  const byServer = new Map<string, { readonly from: EstateSlice; readonly bindings: Binding[] }>();
  for (const { id } of servers) byServer.set(id, { from: {}, bindings: [] });
  for (const slice of slices) {
    for (const binding of slice.bindings ?? []) {
      const known = byServer.get(binding.server);
      if (known?.from === slice) known.bindings.push(binding);
      else if (!known || known.bindings.length === 0)
        byServer.set(binding.server, { from: slice, bindings: [binding] });
    }
  }
  return [...byServer.values()].flatMap(({ bindings }) => bindings);
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

/** Order by code unit: the same on every machine. */
function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function ofServersOfBoth<T extends { readonly servers: string[] }>(first: T, next: T): T {
  return { ...first, servers: [...new Set([...first.servers, ...next.servers])] };
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
 * FNV-1a over the text's code units. It tells an edit by hand or a damaged file. Nobody is kept from making another: who can edit the
 * text can compute any digest, and a strong one would take Node longer to load than a small estate takes to judge.
 */
function digestOf(text: string, start = 0, end = text.length): string {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `fnv1a:${(hash >>> 0).toString(16).padStart(8, '0')}`;
}
