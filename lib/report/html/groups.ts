import { Matrix, MatrixRow } from '../../policy';
import { Flips } from './flips';
import { Outcomes } from './outcomes';

/** Servers whose clients meet outcomes of the same classes on the same protocols, and met the same before where that is known. */
export interface ServerGroup {
  /** Ids, in the matrix's order. */
  readonly servers: string[];
  /** One row a protocol, of the first server, which stands for all. */
  readonly rows: MatrixRow[];
  /** Rows of each server, in the order of `servers`; each in the order of `rows`. */
  readonly members: MatrixRow[][];
}

/** Puts servers with equal rows together: 1,000 like servers are one group. Outcomes are compared by number, so this is linear. */
export function groupServers(matrix: Matrix, { numbers, classes }: Outcomes, flips?: Flips): ServerGroup[] {
  const byServer = new Map<string, MatrixRow[]>();
  for (const row of matrix.rows) {
    const rows = byServer.get(row.server);
    if (rows) rows.push(row);
    else byServer.set(row.server, [row]);
  }
  const groups = new Map<string, ServerGroup>();
  for (const [server, rows] of byServer) {
    const key = rows.map((row) => {
      const met = row.cells.map((cell) => classes[numbers[cell]] ?? -1);
      return `${row.protocol}:${met.join()}:${flips?.of(row)?.join() ?? ''}`;
    });
    const group = groups.get(key.join(';'));
    if (group) {
      group.servers.push(server);
      group.members.push(rows);
    } else groups.set(key.join(';'), { servers: [server], rows, members: [rows] });
  }
  return [...groups.values()];
}
