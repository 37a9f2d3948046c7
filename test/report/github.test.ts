import { Estate } from '../../lib/model';
import { Report } from '../../lib/policy';
import { compare } from '../../lib/report/compare';
import { formatGithub } from '../../lib/report/github';
import { NASTY, reviewEstate } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

describe('formatGithub', () => {
  test('annotates the line where the construct was declared', () => {
    const [line] = formatGithub(reviewReport()).split('\n');
    expect(line).toBe(
      '::error file=stacks/contoso.ts,line=10,col=3,title=ECA901 outlook-anywhere-self-signed::contoso-mail/cas0001: ' +
        'contoso-mail/cas0001/outlook-anywhere presents the self-signed certificate contoso-mail/cas0001/certificate' +
        '%0AFix: use a certificate of an internal CA or a purchased one' +
        '%0ASource: Understanding SSL for Client Access Servers, Self-Signed Certificates',
    );
  });

  test('shows as many of a level as GitHub does, and says how many more there are', () => {
    const errors = formatGithub(reviewReport({ servers: 1_000 }))
      .split('\n')
      .filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    expect(errors[9]).toBe('::error title=client-access::91 more findings of this level are in the report');
  });

  test('no name starts a workflow command of its own, nor spells a line break', () => {
    const text = formatGithub(reviewReport({ nasty: NASTY }));
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::(error|warning) file=[^:]*,line=\d+(,col=\d+)?,title=[^:]*::/);
    expect(text).not.toContain('\r');
    expect(text).toContain('%250A ${var.x}');
  });

  test('says nothing where nothing was found', () => {
    expect(formatGithub({ ...reviewReport(), findings: [] })).toBe('');
  });

  test('against a base the first annotation shows what the change does to clients', () => {
    const before = reviewEstate({ servers: 3, selfSignedEvery: 0 });
    const after = reviewEstate({ servers: 3, selfSignedEvery: 2 });
    const judged = (estate: Estate): { report: Report; estate: Estate } => ({
      report: reviewReport({}, estate),
      estate,
    });
    const changes = compare(judged(before), judged(after));
    const [first] = formatGithub(reviewReport({}, after), changes).split('\n');
    expect(first).toMatch(/^::notice title=client-access::what changes for clients:%0Aoffice on Outlook Anywhere at /);
    expect(first).toContain('works -> fails');
    const same = formatGithub(reviewReport({}, before), compare(judged(before), judged(before)));
    expect(same).toMatch(/^::notice title=client-access::every client connects as before%0A/);
  });
});
