import { Outcome, OutcomeKind } from '../policy';
import { CellChange } from './changes';

/** Changed cells of one population that go from the same outcome to the same outcome. */
export interface FoldedChange {
  readonly population: string;
  readonly name: string;
  readonly before?: Outcome;
  readonly after?: Outcome;
  readonly protocols: string[];
  readonly servers: string[];
  readonly cells: number;
  /** Whether clients are worse off than before. */
  readonly worse: boolean;
}

const RANK: Record<string, number> = {
  [OutcomeKind.WORKS]: 0,
  [OutcomeKind.PROMPTS]: 1,
  [OutcomeKind.UNKNOWN]: 2,
  [OutcomeKind.FAILS]: 3,
};

/** Whether these clients are worse off than before. A population that is new and fails is worse off; one that left is not. */
export function isWorse(change: Pick<CellChange, 'before' | 'after'>): boolean {
  const before = change.before ? RANK[change.before.kind] : 0;
  return change.after !== undefined && RANK[change.after.kind] > before;
}

/** Equal changes put together; what gets worse comes first. */
export function foldChanges(cells: CellChange[]): FoldedChange[] {
  const groups = new Map<string, { change: CellChange; servers: Map<string, Set<string>> }>();
  for (const change of cells) {
    const { population, before, after } = change;
    const key = JSON.stringify([population, before?.kind, before?.code, after?.kind, after?.code, after?.reason]);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { change, servers: new Map() }));
    const servers = group.servers.get(change.protocol);
    if (servers) servers.add(change.server);
    else group.servers.set(change.protocol, new Set([change.server]));
  }
  const folded: FoldedChange[] = [];
  for (const { change, servers } of groups.values()) {
    const same = new Map<string, { protocols: string[]; servers: string[] }>();
    for (const [protocol, set] of servers) {
      const list = [...set];
      const entry = same.get(list.join('\n'));
      if (entry) entry.protocols.push(protocol);
      else same.set(list.join('\n'), { protocols: [protocol], servers: list });
    }
    for (const entry of same.values()) {
      folded.push({
        population: change.population,
        name: change.name,
        ...(change.before ? { before: change.before } : {}),
        ...(change.after ? { after: change.after } : {}),
        ...entry,
        cells: entry.protocols.length * entry.servers.length,
        worse: isWorse(change),
      });
    }
  }
  return folded.sort(
    (a, b) =>
      Number(b.worse) - Number(a.worse) ||
      (b.after ? RANK[b.after.kind] : 0) - (a.after ? RANK[a.after.kind] : 0) ||
      b.cells - a.cells ||
      (a.population < b.population ? -1 : 1),
  );
}
