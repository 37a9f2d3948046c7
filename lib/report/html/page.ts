import { Estate } from '../../model';
import { CertificateNames, IChooser, Report } from '../../policy';
import { Changes, Replacement } from '../changes';
import { FoldedChange, foldChanges } from '../changes-fold';
import { FindingGroup, findingGroups } from './finding-group';
import { Cause, causesOf } from './causes';
import { Flips, flipsOf } from './flips';
import { groupServers, ServerGroup } from './groups';
import { Outcomes, outcomesOf } from './outcomes';
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
