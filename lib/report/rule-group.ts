import { Finding, Level, LEVELS, Report, RuleMetadata } from '../policy';

/** The findings of one rule at one level. */
export interface RuleGroup {
  readonly rule: string;
  readonly ref: string;
  readonly level: Level;
  readonly metadata?: RuleMetadata;
  readonly findings: Finding[];
}

/** Findings by rule: the gravest level first, then the rules' ids. */
export function groupByRule(report: Report, findings: Finding[] = report.findings): RuleGroup[] {
  const metadata = new Map(report.rules.map((tally) => [tally.rule.id, tally.rule]));
  const groups = new Map<string, RuleGroup>();
  for (const finding of findings) {
    const key = `${finding.level} ${finding.rule}`;
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else {
      const about = metadata.get(finding.rule);
      groups.set(key, {
        rule: finding.rule,
        ref: finding.ref,
        level: finding.level,
        ...(about ? { metadata: about } : {}),
        findings: [finding],
      });
    }
  }
  return [...groups.values()].sort(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

/** What all findings have in common, or undefined where they differ. */
export function shared(findings: Finding[], pick: (finding: Finding) => string): string | undefined {
  const first = findings.length > 0 ? pick(findings[0]) : undefined;
  return findings.every((finding) => pick(finding) === first) ? first : undefined;
}
