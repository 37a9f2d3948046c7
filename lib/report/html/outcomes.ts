import { Matrix, Outcome } from '../../policy';
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
