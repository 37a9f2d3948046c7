import { Estate } from '../model';
import { Level, Moment, Report } from '../policy';
import { judgeEstate, spellSources } from '../rules/judge-estate';
import { ReadEstate, readEstate } from './input/estate';

/** How an estate is judged on the command line. */
export interface JudgementOptions {
  readonly now: Date;
  /** @default - the level from which the app itself refuses */
  readonly refuseFrom?: Level;
  /** Keys of findings that refuse nothing. */
  readonly baseline?: string[];
}

/** What was read, and the judgement on it. */
export interface Judgement extends ReadEstate {
  readonly report: Report;
}

/** Reads and judges. */
export async function judgeInputs(paths: readonly string[], options: JudgementOptions): Promise<Judgement> {
  const read = await readEstate(paths, options.now);
  return { ...read, report: await judgeRead(read.estate, read.moment, options) };
}

/** Judges by the packs that are on without asking. */
export async function judgeRead(estate: Estate, moment: Moment, options: JudgementOptions): Promise<Report> {
  return spellSources(judgeEstate(estate, { ...options, moment }));
}
