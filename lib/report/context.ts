import { CertificateNames } from '../policy';
import { Changes, Replacement } from './changes';
import { SurveyPart } from './survey-part';

/** What a format may show besides the report itself. */
export interface ReviewContext {
  /** What changed against a base. @default - not compared */
  readonly changes?: Changes;
  /** What the apply recreates or removes. @default - not known */
  readonly replacements?: Replacement[];
  /** What reading the input had to say, in words. @default - nothing */
  readonly notices?: string[];
  /** What each certificate needs as names. @default - not shown */
  readonly names?: CertificateNames[];
  /** Who set the moment of judgement: the app, for the report that synth leaves. @default - the clock of the machine, or the command's option */
  readonly clock?: 'app';
  /** What a part of a run adds, so that the parts can be merged. @default - it was no part */
  readonly survey?: SurveyPart;
}
