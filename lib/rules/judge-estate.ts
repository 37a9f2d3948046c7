import { Assessor } from '../matrix';
import { Estate } from '../model';
import { judge, Level, LevelOverride, Moment, Report, ScopedPack } from '../policy';
import { RECOMMENDED } from './packs';

/** What a judgement of an estate can be told. */
export interface JudgeEstateOptions {
  /** The clock. */
  readonly now: Date;
  /** @default - the recommended pack, for the whole app */
  readonly packs?: ScopedPack[];
  /** @default - the levels of rules and packs */
  readonly levels?: LevelOverride[];
  /** @default - none */
  readonly baseline?: string[];
  /** @default Level.ERROR */
  readonly refuseFrom?: Level;
  /** @default Moment.DECLARED */
  readonly moment?: Moment;
}

/** Judges an estate with everything that this package knows of Exchange and its clients. */
export function judgeEstate(estate: Estate, options: JudgeEstateOptions): Report {
  return judge(estate, {
    now: options.now,
    packs: options.packs ?? [{ pack: RECOMMENDED, scope: '' }],
    ...(options.levels === undefined ? {} : { levels: options.levels }),
    assessor: new Assessor(estate, options.now),
    moment: options.moment ?? Moment.DECLARED,
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    ...(options.refuseFrom === undefined ? {} : { refuseFrom: options.refuseFrom }),
  });
}
