import { Estate } from '../../model';
import { Report } from '../../policy';
import { FoldedColumn, foldMatrix } from '../matrix-fold';
import { FindingGroup, findingGroups } from './finding-group';
import { groupServers, ServerGroup } from './groups';
import { LifetimeLimit } from './lifetime-limits';
import { Names, namesOf } from './names';

/** Everything that the sections of the page draw on, put in order once. */
export interface Page {
  readonly report: Report;
  readonly estate?: Estate;
  readonly title: string;
  readonly names: Names;
  readonly populations: FoldedColumn[];
  readonly groups: ServerGroup[];
  readonly rules: FindingGroup[];
  readonly limits: readonly LifetimeLimit[];
  /** Words for the ids of platforms and applications. */
  readonly labels: Record<string, string>;
  /** Subjects of the intermediates of a certificate, the nearest to it first. */
  readonly intermediates: Record<string, string[]>;
  /** When it was judged, in milliseconds. */
  readonly now: number;
}

export function pageOf(
  report: Report,
  estate: Estate | undefined,
  settings: Pick<Page, 'title' | 'limits' | 'labels' | 'intermediates'>,
): Page {
  return {
    report,
    ...(estate ? { estate } : {}),
    ...settings,
    names: namesOf(report, estate),
    populations: foldMatrix(report.matrix),
    groups: groupServers(report.matrix),
    rules: findingGroups(report),
    now: Date.parse(report.judgedAt) || 0,
  };
}
