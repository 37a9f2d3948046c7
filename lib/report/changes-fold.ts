import { Outcome, OutcomeKind } from '../policy';
import { CellChange, CertificateChange, PropertyChange, Replacement } from './changes';
import { impersonal, outcomeClass } from './matrix-fold';

/** Whether clients are better off than before. */
export enum Direction {
  WORSE = 'worse',
  BETTER = 'better',
  /** Neither: another reason, or clients that are met no more. */
  OTHER = 'other',
}

/** Changed cells of one population that go from outcomes of one class to outcomes of one class. */
export interface FoldedChange {
  readonly population: string;
  readonly name: string;
  readonly before?: Outcome;
  /** The first of its class. */
  readonly after?: Outcome;
  /** How many reasons are put together: they differ in the server's name or a date alone. */
  readonly reasons: number;
  readonly protocols: string[];
  readonly servers: string[];
  readonly cells: number;
  readonly direction: Direction;
  /** The same for every population that goes from and to outcomes of these classes. */
  readonly likeness: string;
}

const RANK: Record<string, number> = {
  [OutcomeKind.WORKS]: 0,
  [OutcomeKind.PROMPTS]: 1,
  [OutcomeKind.UNKNOWN]: 2,
  [OutcomeKind.FAILS]: 3,
};

/** A population that is new and fails is worse off; one that left is not. What is not known any more is never better. */
export function directionOf({ before, after }: Pick<CellChange, 'before' | 'after'>): Direction {
  if (!after) return Direction.OTHER;
  const rise = RANK[after.kind] - (before ? RANK[before.kind] : 0);
  if (rise > 0) return Direction.WORSE;
  return rise < 0 && after.kind !== OutcomeKind.UNKNOWN ? Direction.BETTER : Direction.OTHER;
}

const ORDER = [Direction.WORSE, Direction.OTHER, Direction.BETTER];

/** Equal changes put together; what gets worse comes first. */
export function foldChanges(cells: CellChange[], serverName: (id: string) => string = lastSegment): FoldedChange[] {
  interface OnProtocol {
    readonly first: CellChange;
    readonly servers: Set<string>;
    readonly reasons: Set<string>;
  }
  const groups = new Map<string, { likeness: string; protocols: Map<string, OnProtocol> }>();
  for (const change of cells) {
    const { population, before, after, protocol, server } = change;
    const to = after && outcomeClass(after, serverName(server));
    const likeness = JSON.stringify([before?.kind, before?.code, to]);
    const key = JSON.stringify([population, likeness]);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { likeness, protocols: new Map() }));
    let on = group.protocols.get(protocol);
    if (!on) group.protocols.set(protocol, (on = { first: change, servers: new Set(), reasons: new Set() }));
    on.servers.add(server);
    on.reasons.add(after?.message ?? '');
  }
  const folded: FoldedChange[] = [];
  for (const { likeness, protocols } of groups.values()) {
    const same = new Map<string, [string, OnProtocol][]>();
    for (const entry of protocols) {
      const key = [...entry[1].servers].join('\n');
      const list = same.get(key);
      if (list) list.push(entry);
      else same.set(key, [entry]);
    }
    for (const entries of same.values()) {
      const [[, { first, servers }]] = entries;
      folded.push({
        population: first.population,
        name: first.name,
        before: first.before,
        after: first.after,
        reasons: new Set(entries.flatMap(([, { reasons }]) => [...reasons])).size,
        protocols: entries.map(([protocol]) => protocol),
        servers: [...servers],
        cells: entries.length * servers.size,
        direction: directionOf(first),
        likeness,
      });
    }
  }
  return folded.sort(
    (a, b) =>
      ORDER.indexOf(a.direction) - ORDER.indexOf(b.direction) ||
      (b.after ? RANK[b.after.kind] : 0) - (a.after ? RANK[a.after.kind] : 0) ||
      b.cells - a.cells ||
      (a.population < b.population ? -1 : 1),
  );
}

/** A property of certificates that change alike. */
export interface FoldedProperty extends PropertyChange {
  /** How many pairs of values are put together, of which this is the first. */
  readonly alike: number;
}

/** Certificates to which the same happens. */
export interface FoldedCertificates {
  readonly kind: CertificateChange['kind'];
  readonly certificates: string[];
  readonly properties: FoldedProperty[];
  readonly servers: string[];
}

/** Certificates that change alike put together: values may differ in the name of the one server that presents it, and in digests. */
export function foldCertificates(
  changes: CertificateChange[],
  serverName: (id: string) => string = lastSegment,
): FoldedCertificates[] {
  const groups = new Map<string, CertificateChange[]>();
  for (const change of changes) {
    const { certificate, kind, properties, servers } = change;
    const own = [certificate, ...(servers.length === 1 ? [servers[0], serverName(servers[0])] : [])];
    const generic = (value: string): string => impersonal(value, own).replace(DIGEST, '*');
    const key = JSON.stringify([
      kind,
      servers.length === 1,
      properties.map(({ property, before, after }) => [property, generic(before), generic(after)]),
    ]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => ({
    kind: group[0].kind,
    certificates: group.map(({ certificate }) => certificate),
    properties: group[0].properties.map((property, index) => ({
      ...property,
      alike: new Set(group.map(({ properties }) => JSON.stringify(properties[index]))).size,
    })),
    servers: [...new Set(group.flatMap(({ servers }) => servers))],
  }));
}

const DIGEST = /\b[0-9a-f]{64}\b/g;

/** Resources of one type to which the apply does the same for the same reason. */
export interface FoldedReplacement extends Omit<Replacement, 'address'> {
  readonly addresses: string[];
}

export function foldReplacements(replacements: Replacement[]): FoldedReplacement[] {
  const groups = new Map<string, FoldedReplacement>();
  for (const { address, ...what } of replacements) {
    const key = JSON.stringify([what.type, what.action, what.reason]);
    const group = groups.get(key);
    if (group) group.addresses.push(address);
    else groups.set(key, { ...what, addresses: [address] });
  }
  return [...groups.values()];
}

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
