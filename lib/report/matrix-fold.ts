import { Matrix, MatrixColumn, Outcome, OutcomeKind, reasonsOf } from '../policy';

/** Servers that share the same protocols under one outcome. */
export interface Reached {
  readonly protocols: string[];
  readonly servers: string[];
}

/** Everything on which one population meets the same outcome for the same reason. */
export interface FoldedOutcome {
  readonly outcome: Outcome;
  /** How many cells of the matrix it stands for. */
  readonly cells: number;
  readonly on: Reached[];
}

/** One population with its outcomes, the gravest first. */
export interface FoldedColumn {
  readonly column: MatrixColumn;
  readonly outcomes: FoldedOutcome[];
}

const GRAVEST_FIRST = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN, OutcomeKind.WORKS];

/** The matrix by population, equal outcomes put together: what 1,000 like servers give is said once. */
export function foldMatrix(matrix: Matrix, kinds: OutcomeKind[] = GRAVEST_FIRST): FoldedColumn[] {
  const wanted = matrix.outcomes.map((outcome) => kinds.includes(outcome.kind));
  const keys = matrix.outcomes.map((outcome) =>
    JSON.stringify(reasonsOf(outcome).map(({ kind, code, message, fix }) => [kind, code, message, fix])),
  );
  return matrix.columns.map((column, index) => {
    const found = new Map<string, { outcome: Outcome; cells: number; servers: Map<string, Set<string>> }>();
    for (const row of matrix.rows) {
      const cell = row.cells[index];
      if (cell === undefined || cell < 0 || !wanted[cell]) continue;
      let fold = found.get(keys[cell]);
      if (!fold) found.set(keys[cell], (fold = { outcome: matrix.outcomes[cell], cells: 0, servers: new Map() }));
      fold.cells++;
      const servers = fold.servers.get(row.protocol);
      if (servers) servers.add(row.server);
      else fold.servers.set(row.protocol, new Set([row.server]));
    }
    const outcomes = [...found.values()].map(({ outcome, cells, servers }) => ({
      outcome,
      cells,
      on: bySameServers(servers),
    }));
    outcomes.sort(
      (a, b) =>
        GRAVEST_FIRST.indexOf(a.outcome.kind) - GRAVEST_FIRST.indexOf(b.outcome.kind) ||
        b.cells - a.cells ||
        (a.outcome.message < b.outcome.message ? -1 : 1),
    );
    return { column, outcomes };
  });
}

function bySameServers(servers: Map<string, Set<string>>): Reached[] {
  const groups = new Map<string, Reached>();
  for (const [protocol, set] of servers) {
    const list = [...set];
    const key = list.join('\n');
    const group = groups.get(key);
    if (group) group.protocols.push(protocol);
    else groups.set(key, { protocols: [protocol], servers: list });
  }
  return [...groups.values()];
}

/** A day or a moment, as reasons name it. */
const DATE = /\d{4}-\d{2}-\d{2}(?:t[\d:.]+z)?/g;

/** A text by which to compare it with others: equal for texts that differ in whom they name and in a date alone. */
export function impersonal(text: string, names: readonly string[]): string {
  let common = text.toLowerCase();
  for (const name of names) if (name !== '') common = common.split(name.toLowerCase()).join('*');
  return common.replace(DATE, '*');
}

/**
 * What an outcome says, whichever server it says it of: "the certificate lacks cas17.contoso.com" of cas17 is the same class as
 * its like of cas18.
 */
export function outcomeClass({ kind, code, sources, message, fix }: Outcome, server: string): string {
  return impersonal(JSON.stringify([kind, code, sources, message, fix]), [server]);
}
