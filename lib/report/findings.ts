import { createHash } from 'node:crypto';
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
        metadata: about,
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

/**
 * A name for each finding that stays the same from run to run, whatever line it moves to: a hash of its key. Where two findings
 * share a key (two constructs of one path), the second is distinguished from the first by its place in the order.
 */
export function fingerprints(findings: Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ key }) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash('sha256')
      .update(count === 1 ? key : `${key}#${count}`)
      .digest('hex');
  });
}
