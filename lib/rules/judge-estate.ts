import { Assessor } from '../matrix';
import { Estate, LevelSetting, PolicySettings } from '../model';
import {
  IRule,
  judge,
  Level,
  LevelOverride,
  Moment,
  Outcome,
  refusalLevel,
  Report,
  RuleMetadata,
  RulePack,
  ScopedPack,
} from '../policy';
import { PACKS, RECOMMENDED } from './packs';
import { spellSource } from '../exchange/sources';

/** What a judgement of an estate takes besides the estate. */
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
  const settings = estate.policies[0];
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
  return settings.packs.flatMap(({ pack: id, scope, rules, levels = [] }) => {
    const pack = rules ? ownPack(id, rules, levels) : PACKS.find((candidate) => candidate.id === id);
    return pack ? [{ pack, scope }] : [];
  });
}

/** A pack of the user's own, as far as its rules are of this package. */
function ownPack(id: string, names: readonly string[], levels: readonly LevelSetting[]): RulePack {
  const known = rulesById();
  const rules = names.flatMap((name) => known.get(name) ?? []);
  const held = levels.filter(({ rule }) => names.includes(rule) && known.has(rule));
  return new RulePack({
    id,
    title: id,
    rules,
    levels: held.map(({ rule, level }) => ({ rule, level: level as Level })),
  });
}

function rulesById(): ReadonlyMap<string, IRule> {
  return new Map(PACKS.flatMap(({ rules }) => rules.map((rule) => [rule.metadata.id, rule] as const)));
}

/** Ids of the rules that the app's policy has and that only the app itself can run: they are code of the user's. */
export function rulesOfTheAppAlone({ policies }: Estate): string[] {
  const names = policies.flatMap(({ packs }) => packs.flatMap(({ rules }) => rules ?? []));
  if (names.length === 0) return [];
  const known = rulesById();
  return [...new Set(names)].filter((name) => !known.has(name));
}

function levelsOf(settings: PolicySettings, packs: ScopedPack[]): LevelOverride[] {
  const known = new Set(packs.flatMap(({ pack }) => pack.rules.map((rule) => rule.metadata.id)));
  return settings.levels.flatMap(({ rule, level }) => (known.has(rule) ? [{ rule, level: level as Level }] : []));
}

/** A rule with its source in words. */
export function spellRule<T extends RuleMetadata>(rule: T): T {
  return { ...rule, source: spellSource(rule.source) };
}

/** A report with its sources in words: a reader of a pull request has no table of keys. */
export function spellSources(report: Report): Report {
  const known = new Map<string, string>();
  const spell = (source: string): string => {
    let words = known.get(source);
    if (words === undefined) known.set(source, (words = spellSource(source)));
    return words;
  };
  const outcome = (one: Outcome): Outcome => ({
    ...one,
    sources: one.sources.map(spell),
    ...(one.others ? { others: one.others.map(outcome) } : {}),
  });
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, source: spell(finding.source) })),
    rules: report.rules.map((tally) => ({ ...tally, rule: spellRule(tally.rule) })),
    matrix: { ...report.matrix, outcomes: report.matrix.outcomes.map(outcome) },
  };
}
