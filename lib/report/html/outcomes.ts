import { Matrix, MatrixColumn, Outcome, OutcomeKind } from '../../policy';
import { outcomeClass } from '../matrix-fold';
import { Names } from './names';

/** The matrix's outcomes, each once. */
export interface Outcomes {
  readonly distinct: Outcome[];
  /** For each outcome of the matrix its number among the distinct ones. */
  readonly numbers: number[];
  /**
   * For each distinct outcome the first one that says the same of its own server. Reasons that differ in the server's name or in
   * a date alone ("the certificate lacks cas17.contoso.com") are one class: that is what servers are put together by.
   */
  readonly classes: number[];
}

export function outcomesOf(matrix: Matrix, names: Names): Outcomes {
  const distinct: Outcome[] = [];
  const known = new Map<string, number>();
  const numbers = matrix.outcomes.map((outcome) => {
    const key = JSON.stringify([outcome.kind, outcome.code, outcome.message, outcome.sources, outcome.fix]);
    let number = known.get(key);
    if (number === undefined) known.set(key, (number = distinct.push(outcome) - 1));
    return number;
  });
  const owners: string[] = [];
  for (const row of matrix.rows) for (const cell of row.cells) if (cell >= 0) owners[numbers[cell]] ??= row.server;
  const first = new Map<string, number>();
  const classes = distinct.map((outcome, number) => {
    const key = outcomeClass(outcome, owners[number] === undefined ? '' : names.server(owners[number]));
    const alike = first.get(key);
    if (alike !== undefined) return alike;
    first.set(key, number);
    return number;
  });
  return { distinct, numbers, classes };
}

/** Protocols on which one population meets a cause at the same servers. */
export interface Reach {
  readonly protocols: string[];
  readonly servers: string[];
}

/** One population that a cause hits. */
export interface Hit {
  readonly column: MatrixColumn;
  /** Number of the population in the matrix. */
  readonly index: number;
  readonly on: Reach[];
}

/** One class of outcome, with everyone whom it keeps from working. */
export interface Cause {
  readonly kind: OutcomeKind;
  /** The reasons, which differ in names at most; the most frequent first. */
  readonly outcomes: Outcome[];
  readonly hits: Hit[];
  /** Clients that it hits, as far as they were counted. */
  readonly clients: number;
}

const GRAVITY = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN];

/** Why clients do not simply connect: the gravest first, and of the equally grave what hits more clients. */
export function causesOf(matrix: Matrix, { distinct, numbers, classes }: Outcomes): Cause[] {
  interface Found {
    readonly times: Map<number, number>;
    readonly hits: Map<number, Map<string, string[]>>;
  }
  const found = new Map<number, Found>();
  for (const row of matrix.rows) {
    row.cells.forEach((cell, column) => {
      const number = numbers[cell];
      if (number === undefined || !GRAVITY.includes(distinct[number].kind)) return;
      let cause = found.get(classes[number]);
      if (!cause) found.set(classes[number], (cause = { times: new Map(), hits: new Map() }));
      cause.times.set(number, (cause.times.get(number) ?? 0) + 1);
      let protocols = cause.hits.get(column);
      if (!protocols) cause.hits.set(column, (protocols = new Map()));
      const servers = protocols.get(row.protocol);
      if (servers) servers.push(row.server);
      else protocols.set(row.protocol, [row.server]);
    });
  }
  const size = ({ column }: Hit): number => column.count ?? 0;
  return [...found.entries()]
    .map(([first, { times, hits }]): Cause => {
      const list = [...hits].map(([index, on]): Hit => ({
        column: matrix.columns[index],
        index,
        on: bySameServers(on),
      }));
      return {
        kind: distinct[first].kind,
        outcomes: [...times].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => distinct[number]),
        hits: list.sort((a, b) => size(b) - size(a) || a.index - b.index),
        clients: list.reduce((total, hit) => total + size(hit), 0),
      };
    })
    .sort(
      (a, b) =>
        GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) || b.clients - a.clients || a.hits[0].index - b.hits[0].index,
    );
}

function bySameServers(on: Map<string, string[]>): Reach[] {
  const reaches = new Map<string, Reach>();
  for (const [protocol, servers] of on) {
    const key = servers.join('\n');
    const reach = reaches.get(key);
    if (reach) reach.protocols.push(protocol);
    else reaches.set(key, { protocols: [protocol], servers });
  }
  return [...reaches.values()];
}
