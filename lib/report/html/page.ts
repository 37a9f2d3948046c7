import { CertificateNames, IChooser, Matrix, MatrixRow, Report } from '../../policy';
import { Flips, flipsOf } from './flips';
import { Cause, causesOf, Outcomes, outcomesOf } from './outcomes';
import { Estate } from '../../model';
import { Changes, Replacement } from '../changes';
import { foldChanges, FoldedChange } from '../changes-fold';
import { FindingGroup, findingGroups } from './finding-group';
import { Names, namesOf } from './names';

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

/** Everything that the sections of the page draw on, put in order once. */
export interface Page {
  readonly report: Report;
  readonly estate?: Estate;
  readonly title: string;
  readonly names: Names;
  readonly outcomes: Outcomes;
  readonly causes: Cause[];
  readonly groups: ServerGroup[];
  readonly rules: FindingGroup[];
  /** Against a base; left out where there is none. */
  readonly compared?: Compared;
  /** What the apply recreates or removes. */
  readonly replacements: Replacement[];
  /** What reading the input had to say. */
  readonly notices: string[];
  /** What each certificate needs as names. */
  readonly certificateNames: readonly CertificateNames[];
  /** Subjects of the intermediates of a certificate, the nearest to it first. */
  readonly intermediates: Record<string, string[]>;
  /** Knows which certificates servers present where a name decides. */
  readonly chooser?: IChooser;
  /** When it was judged, in milliseconds. */
  readonly now: number;
}

/** What changed against a base. */
export interface Compared {
  readonly changes: Changes;
  readonly folds: FoldedChange[];
  readonly flips: Flips;
}

export function pageOf(
  report: Report,
  estate: Estate | undefined,
  changes: Changes | undefined,
  settings: Pick<Page, 'title' | 'intermediates' | 'replacements' | 'notices' | 'certificateNames' | 'chooser'>,
): Page {
  const names = namesOf(report, estate);
  const outcomes = outcomesOf(report.matrix, names);
  const compared = changes && {
    changes,
    folds: foldChanges(changes.cells, names.server),
    flips: flipsOf(report, changes),
  };
  return {
    report,
    estate,
    ...settings,
    names,
    outcomes,
    causes: causesOf(report.matrix, outcomes),
    groups: groupServers(report.matrix, outcomes, compared?.flips),
    compared,
    rules: findingGroups(report),
    now: Date.parse(report.judgedAt) || 0,
  };
}
