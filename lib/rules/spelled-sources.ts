import { spellSource } from '../exchange/sources';
import { Outcome, Report, RuleMetadata } from '../policy';

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
