import { Matrix, MatrixRow } from '../../policy';

/** Servers whose clients meet the same outcomes on the same protocols. */
export interface ServerGroup {
  /** Ids, in the matrix's order. */
  readonly servers: string[];
  /** One row a protocol, with the outcome of each population; the rows of the first server stand for all. */
  readonly rows: MatrixRow[];
  /** Rows of the others, in the order of `servers`; each in the order of `rows`. */
  readonly members: MatrixRow[][];
}

/** Puts servers with equal rows together: 1,000 like servers are one group. Outcomes are compared by number, so this is linear. */
export function groupServers(matrix: Matrix): ServerGroup[] {
  const byServer = new Map<string, MatrixRow[]>();
  for (const row of matrix.rows) {
    const rows = byServer.get(row.server);
    if (rows) rows.push(row);
    else byServer.set(row.server, [row]);
  }
  const same = sameOutcomes(matrix);
  const groups = new Map<string, ServerGroup>();
  for (const [server, rows] of byServer) {
    const key = rows.map((row) => `${row.protocol}:${row.cells.map((cell) => same[cell] ?? -1).join()}`).join(';');
    const group = groups.get(key);
    if (group) {
      group.servers.push(server);
      group.members.push(rows);
    } else groups.set(key, { servers: [server], rows, members: [rows] });
  }
  return [...groups.values()];
}

/** For each outcome, the first one that says the same: two judgements of one reason are one outcome to a reader. */
export function sameOutcomes(matrix: Matrix): number[] {
  const first = new Map<string, number>();
  return matrix.outcomes.map((outcome, index) => {
    const key = JSON.stringify([outcome.kind, outcome.code, outcome.reason, outcome.source, outcome.remedy]);
    const known = first.get(key);
    if (known !== undefined) return known;
    first.set(key, index);
    return index;
  });
}
