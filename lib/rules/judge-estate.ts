import { Assessor } from '../matrix';
import { Estate, PolicySettings } from '../model';
import { judge, Level, LevelOverride, Moment, refusalLevel, Report, ScopedPack } from '../policy';
import { PACKS, RECOMMENDED } from './packs';

/** What a judgement of an estate can be told. */
export interface JudgeEstateOptions {
  /** The clock. */
  readonly now: Date;
  /** @default - the recommended pack, for the whole app */
  readonly packs?: ScopedPack[];
  /** @default - the levels of rules and packs */
  readonly levels?: LevelOverride[];
  /** Keys besides those of the app's own baseline. @default - none */
  readonly baseline?: string[];
  /** @default Level.ERROR */
  readonly refuseFrom?: Level;
  /** @default Moment.DECLARED */
  readonly moment?: Moment;
}

/**
 * Judges an estate with everything that this package knows of Exchange and its clients. What the caller does not say is as the app
 * that declared the estate set it, as far as that can be carried: rules of the user's own run at synth alone.
 */
export function judgeEstate(estate: Estate, options: JudgeEstateOptions): Report {
  const settings = estate.policies?.[0];
  const baseline = [...(settings?.baseline ?? []), ...(options.baseline ?? [])];
  const refuseFrom = options.refuseFrom ?? refusalLevel(estate);
  const packs = options.packs ?? (settings ? packsOf(settings) : [{ pack: RECOMMENDED, scope: '' }]);
  const levels = options.levels ?? (settings ? levelsOf(settings, packs) : undefined);
  return judge(estate, {
    now: options.now,
    packs,
    ...(levels === undefined ? {} : { levels }),
    assessor: new Assessor(estate, options.now),
    moment: options.moment ?? Moment.DECLARED,
    baseline,
    refuseFrom,
  });
}

function packsOf(settings: PolicySettings): ScopedPack[] {
  return settings.packs.flatMap(({ pack: id, scope }) => {
    const pack = PACKS.find((candidate) => candidate.id === id);
    return pack ? [{ pack, scope }] : [];
  });
}

function levelsOf(settings: PolicySettings, packs: ScopedPack[]): LevelOverride[] {
  const known = new Set(packs.flatMap(({ pack }) => pack.rules.map((rule) => rule.metadata.id)));
  return settings.levels.flatMap(({ rule, level }) => (known.has(rule) ? [{ rule, level: level as Level }] : []));
}
