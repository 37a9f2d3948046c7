import { Level, Report, stands } from '../policy';
import { fingerprints } from './findings';
import { clipped, plain } from './plain';
import { pathLabel } from './words';

export interface GitlabOptions {
  /** File that stands for a finding that names none; GitLab shows no finding without a file. @default 'cdktf.json' */
  readonly fallbackFile?: string;
}

const SEVERITIES: Record<Level, string> = {
  [Level.ERROR]: 'critical',
  [Level.WARNING]: 'major',
  [Level.NOTE]: 'info',
};

/** The findings that stand as a GitLab Code Quality report. */
export function formatGitlab(report: Report, options: GitlabOptions = {}): string {
  const standing = report.findings.filter(stands);
  const prints = fingerprints(standing);
  const issues = standing.map((finding, index) => ({
    description: plain(
      clipped(`${finding.ref} ${pathLabel(finding.path)}: ${finding.message}. Fix: ${finding.fix}`, 2_000),
    ),
    check_name: finding.rule,
    fingerprint: prints[index],
    severity: SEVERITIES[finding.level],
    location: {
      path: finding.location?.file ?? options.fallbackFile ?? 'cdktf.json',
      lines: { begin: Math.max(1, finding.location?.line ?? 1) },
    },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
