import { Estate } from '../../model';
import { Report } from '../../policy';
import { ClientLabel } from '../words';
import { FindingGroup, findingGroups } from './finding-group';
import { Cause, causesOf } from './causes';
import { groupServers, ServerGroup } from './groups';
import { Outcomes, outcomesOf } from './outcomes';
import { LifetimeLimit } from './lifetime-limits';
import { Names, namesOf } from './names';

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
  readonly limits: readonly LifetimeLimit[];
  /** Gives the labels of platforms and applications. */
  readonly clientLabel?: ClientLabel;
  /** Subjects of the intermediates of a certificate, the nearest to it first. */
  readonly intermediates: Record<string, string[]>;
  /** A source as people know it. */
  readonly sourceOf: (source: string) => string;
  /** When it was judged, in milliseconds. */
  readonly now: number;
}

export function pageOf(
  report: Report,
  estate: Estate | undefined,
  settings: Pick<Page, 'title' | 'limits' | 'clientLabel' | 'intermediates' | 'sourceOf'>,
): Page {
  const names = namesOf(report, estate);
  const outcomes = outcomesOf(report.matrix, names);
  return {
    report,
    ...(estate ? { estate } : {}),
    ...settings,
    names,
    outcomes,
    causes: causesOf(report.matrix, outcomes),
    groups: groupServers(report.matrix, outcomes),
    rules: findingGroups(report),
    now: Date.parse(report.judgedAt) || 0,
  };
}
