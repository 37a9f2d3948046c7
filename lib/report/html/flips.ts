import { Finding, MatrixRow, Report } from '../../policy';
import { Changes } from '../changes';
import { Direction, directionOf } from '../changes-fold';
import { Before } from './page-data';

/** What of a judgement is not as it was in the base. */
export interface Flips {
  /** Every state from which cells of the matrix flipped. */
  readonly before: Before[];
  /** Numbers of the states of a row's cells, -1 for what is as it was; undefined where the whole row is. */
  of(row: MatrixRow): readonly number[] | undefined;
  readonly freshFindings: ReadonlySet<Finding>;
}

/** Directions as people say them. */
export const TURNS: Record<Direction, string> = {
  [Direction.WORSE]: 'worse than before',
  [Direction.BETTER]: 'better than before',
  [Direction.OTHER]: 'changed otherwise',
};

/** How a cell is called that these clients do not meet. */
export const NOT_MET = 'not met';

export function flipsOf(report: Report, changes: Changes): Flips {
  const columns = new Map(report.matrix.columns.map(({ population }, index) => [population, index]));
  const numbers = new Map<string, number>();
  const before: Before[] = [];
  const rows = new Map<string, number[]>();
  for (const change of changes.cells) {
    const column = columns.get(change.population);
    if (column === undefined) continue;
    const direction = directionOf(change);
    const key = JSON.stringify([change.before?.kind, change.before?.code, direction]);
    let number = numbers.get(key);
    if (number === undefined) {
      const { kind = NOT_MET, message: reason }: { kind?: string; message?: string } = change.before ?? {};
      number = before.push({ kind, reason, direction }) - 1;
      numbers.set(key, number);
    }
    let row = rows.get(change.binding);
    if (!row) rows.set(change.binding, (row = report.matrix.columns.map(() => -1)));
    row[column] = number;
  }
  return { before, of: ({ binding }) => rows.get(binding), freshFindings: freshFindings(report, changes) };
}

/** Of several findings with one key, those beyond the base's number are new: the last. */
function freshFindings(report: Report, { newFindings }: Changes): Set<Finding> {
  const left = new Map<string, number>();
  for (const { key } of newFindings) left.set(key, (left.get(key) ?? 0) + 1);
  const fresh = report.findings.filter(({ key }) => left.has(key)).reverse();
  return new Set(
    fresh.filter(({ key }) => {
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      return count > 0;
    }),
  );
}
