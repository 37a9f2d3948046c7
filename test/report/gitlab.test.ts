import { formatGitlab } from '../../lib/report/gitlab';
import { NASTY } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}
const parse = (text: string): Issue[] => JSON.parse(text) as Issue[];

describe('formatGitlab', () => {
  test('gives each finding what Code Quality asks for', () => {
    const issues = parse(formatGitlab(reviewReport()));
    expect(issues).toHaveLength(2);
    expect(issues[0]).toMatchObject({
      check_name: 'outlook-anywhere-self-signed',
      severity: 'critical',
      location: { path: 'stacks/contoso.ts', lines: { begin: 10 } },
    });
    for (const { fingerprint, description } of issues) {
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(description).toContain('Fix: ');
    }
  });

  test('a finding without a place gets the fallback file, since GitLab drops one without', () => {
    const report = reviewReport();
    const findings = report.findings.map(({ location: _, ...finding }) => finding);
    const [issue] = parse(formatGitlab({ ...report, findings }, { fallbackFile: 'cdktf.out/manifest.json' }));
    expect(issue.location).toEqual({ path: 'cdktf.out/manifest.json', lines: { begin: 1 } });
  });

  test('leaves out what is accepted', () => {
    const reason = 'replaced in June';
    const acknowledgements = [{ rule: 'outlook-anywhere-self-signed', reason, expires: '2026-06-30', scope: '' }];
    expect(parse(formatGitlab(reviewReport({ acknowledgements }))).map((i) => i.check_name)).toEqual([
      'root-never-reaches-clients',
    ]);
  });

  test('fingerprints differ even for findings of one construct path', () => {
    const report = reviewReport({ servers: 40 });
    const issues = parse(formatGitlab({ ...report, findings: [...report.findings, ...report.findings] }));
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });

  test('no control character of a name is left in a description', () => {
    for (const { description } of parse(formatGitlab(reviewReport({ nasty: NASTY }))))
      // eslint-disable-next-line no-control-regex
      expect(description).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
