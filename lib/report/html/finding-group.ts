import { Finding, Report, RuleTally, stands } from '../../policy';
import { groupByRule, RuleGroup, shared } from '../findings';

/** The findings of one rule as the page shows them. */
export interface FindingGroup extends RuleGroup {
  /** Id of the page's element. */
  readonly anchor: string;
  readonly title: string;
  /** Those that stand first, then the accepted ones and the baseline's. */
  readonly findings: Finding[];
  readonly standing: number;
  /** The fix of every one of them, where it is the same. */
  readonly fix?: string;
  readonly source?: string;
  readonly tally?: RuleTally;
}

export function findingGroups(report: Report): FindingGroup[] {
  const tallies = new Map(report.rules.map((tally) => [tally.rule.id, tally]));
  return groupByRule(report).map((group, index) => {
    const standing = group.findings.filter(stands);
    const findings = [...standing, ...group.findings.filter((finding) => !stands(finding))];
    const fix = shared(findings, (finding) => finding.fix);
    const source = shared(findings, (finding) => finding.source);
    const tally = tallies.get(group.rule);
    return {
      ...group,
      anchor: `rule-${index + 1}`,
      title: group.metadata?.title ?? group.rule,
      findings,
      standing: standing.length,
      fix,
      source,
      tally,
    };
  });
}

/** How a finding is called that the base does not have. */
export const FRESH = 'new';

/** Why a finding refuses nothing, in words; empty where it stands. */
export function acceptance(finding: Finding): string {
  const accepted = finding.acknowledgement;
  if (accepted) {
    const ticket = accepted.ticket === undefined ? '' : ` (${accepted.ticket})`;
    return `Accepted until ${accepted.expires}: ${accepted.reason}${ticket}`;
  }
  return finding.inBaseline === true ? 'In the baseline: it was there before the policy was adopted' : '';
}
