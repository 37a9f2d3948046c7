import { Estate, TrustAnchorKind } from '../model';
import { accessOf, certificatesMet, EstateView, MatrixColumn, OutcomeKind, Report, waysTo } from '../policy';
import { Demand, DemandKind } from './changes';
import { firstFew } from './plain';
import { protocolLabel } from './words';

/** One side of a comparison. */
interface Side {
  readonly report: Report;
  readonly estate: Estate;
}

/**
 * What a change asks of clients that the matrix does not show: it shows whether clients connect that know the names and hold the
 * roots as declared, not that they have yet to learn or get them.
 */
export function compareDemands(base: Side, head: Side): Demand[] {
  const [before, after] = [meetings(base), meetings(head)];
  return head.report.matrix.columns.flatMap((column) => {
    const old = before.get(column.population);
    const now = after.get(column.population);
    return old && now ? [...goneNames(column, old, now), ...newRoots(column, old, now)] : [];
  });
}

/** On what a name is used, or a root needed. */
interface Use {
  readonly protocols: Set<string>;
  readonly servers: Set<string>;
}

interface Root extends Use {
  readonly name: string;
}

/** What one population meets. */
interface Meeting {
  readonly names: Map<string, Use>;
  /** Roots that nobody ships, behind what works. */
  readonly roots: Map<string, Root>;
}

function meetings({ report, estate }: Side): ReadonlyMap<string, Meeting> {
  const { columns, rows, outcomes } = report.matrix;
  const view = new EstateView(estate, new Date(report.judgedAt));
  const bindings = new Map(view.bindings.map((binding) => [binding.id, binding]));
  const accesses = new Map(estate.populations.map((one) => [one.id, accessOf(one, estate.inspectors)]));
  const met = columns.map(({ population }) => ({
    access: accesses.get(population),
    names: new Map<string, Use>(),
    roots: new Map<string, Root>(),
  }));
  for (const { binding: id, cells, protocol, server } of rows) {
    const binding = bindings.get(id);
    if (!binding) continue;
    cells.forEach((cell, index) => {
      const { access, names, roots } = met[index];
      if (cell < 0 || !access) return;
      for (const [{ host }] of waysTo(binding, access))
        if (host) used(names, host.value ?? host.expression ?? '', protocol, server, {});
      if (outcomes[cell].kind !== OutcomeKind.WORKS || outcomes[cell].code !== 'works') return;
      const root = certificatesMet(binding, access)[0]?.anchor;
      // What all clients ship, none has to get.
      if (root && root.kind !== TrustAnchorKind.COMMERCIAL) used(roots, root.id, protocol, server, { name: root.name });
    });
  }
  return new Map(columns.map(({ population }, index) => [population, met[index]]));
}

function used<T extends object>(
  uses: Map<string, Use & T>,
  key: string,
  protocol: string,
  server: string,
  more: T,
): void {
  let use = uses.get(key);
  if (!use) uses.set(key, (use = { protocols: new Set(), servers: new Set(), ...more }));
  use.protocols.add(protocol);
  use.servers.add(server);
}

/** A name that a client has in its settings must go on being served. */
function goneNames({ population, name, count }: MatrixColumn, old: Meeting, now: Meeting): Demand[] {
  const gone = [...old.names.keys()].filter((host) => !now.names.has(host));
  if (gone.length === 0) return [];
  const instead = [...now.names.keys()].filter((host) => !old.names.has(host));
  const uses = gone.map((host) => old.names.get(host) as Use);
  return [{ kind: DemandKind.NAME, population, name, ...sized(count), gone, now: instead, ...joined(uses) }];
}

function newRoots({ population, name, count }: MatrixColumn, old: Meeting, now: Meeting): Demand[] {
  const fresh = [...now.roots].filter(([id]) => !old.roots.has(id)).map(([, use]) => use);
  if (fresh.length === 0) return [];
  const names = fresh.map((root) => root.name);
  return [{ kind: DemandKind.ROOT, population, name, ...sized(count), gone: [], now: names, ...joined(fresh) }];
}

function sized(count: number | undefined): { readonly count?: number } {
  return count === undefined ? {} : { count };
}

function joined(uses: readonly Use[]): Pick<Demand, 'protocols' | 'servers'> {
  const all = (pick: (use: Use) => Set<string>): string[] => [...new Set(uses.flatMap((use) => [...pick(use)]))];
  return { protocols: all(({ protocols }) => protocols), servers: all(({ servers }) => servers) };
}

/** Populations of which a change asks the same. */
export interface FoldedDemand {
  readonly demand: Demand;
  readonly populations: string[];
  /** Clients of all of them, as far as they are counted. */
  readonly clients: number;
}

/** Equal demands put together. */
export function foldDemands(demands: readonly Demand[]): FoldedDemand[] {
  const folds = new Map<string, { demand: Demand; populations: string[]; clients: number }>();
  for (const demand of demands) {
    const { population: _, name, count = 0, ...rest } = demand;
    const key = JSON.stringify(rest);
    const fold = folds.get(key);
    if (!fold) folds.set(key, { demand, populations: [name], clients: count });
    else {
      fold.populations.push(name);
      fold.clients += count;
    }
  }
  return [...folds.values()];
}

/** What is asked, as a sentence whose subject is the populations. */
export function demandSentence({ kind, gone, now, protocols }: Demand): string {
  const on = firstFew(protocols.map(protocolLabel), 8);
  if (kind === DemandKind.ROOT)
    return `need a root that they did not need before (${on}): ${firstFew(now, 3)}; the matrix counts on it as declared, so see that it is on them first`;
  const instead = now.length === 0 ? '' : `; new to them: ${firstFew(now, 3)}`;
  return `find nothing under a name that they used (${on}): ${firstFew(gone, 3)}${instead}; who has it in the settings stops connecting until the new one is entered`;
}
