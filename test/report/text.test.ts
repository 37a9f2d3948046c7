import type { Report } from '../../lib/policy';
import { formatHtml } from '../../lib/report/html';
import { formatMarkdown } from '../../lib/report/markdown';
import { formatText } from '../../lib/report/text';
import { NASTY, reviewEstate } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

describe('formatText', () => {
  test('says first whether the app is refused and how many findings there are', () => {
    const [verdict, counts, estate, cells] = formatText(reviewReport(), { colour: false }).split('\n');
    expect(verdict).toBe('Client Access policy: REFUSED (declared, judged at 2026-04-01T12:00:00.000Z)');
    expect(counts).toBe('  1 error, 1 warning, 0 notes, 3 not known yet');
    expect(estate).toBe('  3 servers, 24 protocol bindings, 3 certificates, 3 client populations');
    expect(cells).toBe('  clients on bindings: 5 work, 3 prompt, 4 fail');
  });

  test.each([
    ['text', (report: Report) => formatText(report, { colour: false })],
    ['Markdown', (report: Report) => formatMarkdown(report)],
    ['HTML', (report: Report) => formatHtml(report, reviewEstate())],
  ])('%s says what refuses where the app is accepted and some clients fail', (_, format) => {
    const report = reviewReport();
    const words = 'refuse nothing by themselves';
    const told = (some: Partial<Report['summary']>): number =>
      format({ ...report, summary: { ...report.summary, ...some } }).split(words).length - 1;
    expect(told({ refused: false })).toBe(1);
    expect(told({ refused: false, prompts: 0 })).toBe(1);
    expect(told({ refused: false, fails: 0 })).toBe(1);
    expect(told({ refused: true })).toBe(0);
    expect(told({ refused: false, fails: 0, prompts: 0 })).toBe(0);
  });

  test('shows each finding with path, file, line, what, fix and source', () => {
    const text = formatText(reviewReport(), { colour: false });
    expect(text).toContain('ERROR ECA901 outlook-anywhere-self-signed\n');
    expect(text).toContain('  contoso-mail/cas0001 (stacks/contoso.ts:10)\n');
    expect(text).toContain('  fix:    use a certificate of an internal CA or a purchased one\n');
    expect(text).toContain('  source: Understanding SSL for Client Access Servers, Self-Signed Certificates\n');
  });

  test('an estate without findings is accepted, in one short paragraph', () => {
    const text = formatText({ ...reviewReport({ selfSignedEvery: 0 }), findings: [], unknowns: [] }, { colour: false });
    expect(text).toContain('accepted');
    expect(text).not.toContain('ERROR');
  });

  test('says once what a thousand servers have in common', () => {
    const report = reviewReport({ servers: 1_000 });
    const text = formatText(report, { colour: false, moreHint: '--all shows all' });
    expect(text.split('\n').length).toBeLessThan(150);
    expect(text).toContain('... and 80 more of this rule (--all shows all)');
    expect(text).toContain('contoso-mail/cas0003 and 997 more');
    expect(formatText(report, { colour: false, maxFindings: Infinity })).toContain('contoso-mail/cas0991 (');
  });

  test('reports accepted findings and of acknowledgements that want attention', () => {
    const reason = 'the phones are replaced in June';
    const acknowledgements = [
      { rule: 'root-never-reaches-clients', reason, expires: '2026-06-30', scope: '', ticket: 'CHG-1' },
      { rule: 'root-never-reaches-client', reason, expires: '2026-06-30', scope: '' },
    ];
    const text = formatText(reviewReport({ acknowledgements }), { colour: false });
    expect(text).toContain('root-never-reaches-clients (1 finding, until 2026-06-30, CHG-1)');
    expect(text).toContain('unknown-rule root-never-reaches-client at (whole app)');
    expect(text).toContain('did you mean root-never-reaches-clients?');
    expect(text).not.toContain('WARNING ECA902');
  });

  test('uses colour only when asked to', () => {
    const escape = '\u001b[';
    expect(formatText(reviewReport(), { colour: false })).not.toContain(escape);
    expect(formatText(reviewReport(), { colour: true })).toContain(`${escape}31mREFUSED`);
  });

  test('no name drives the terminal, breaks a line or turns the direction of writing', () => {
    const text = formatText(reviewReport({ nasty: NASTY }), { colour: false });
    // eslint-disable-next-line no-control-regex
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('\\u001b[31mred');
    expect(text).not.toMatch(/^next/m);
  });

  test('the same report gives the same bytes', () => {
    expect(formatText(reviewReport(), { colour: true })).toBe(formatText(reviewReport(), { colour: true }));
  });
});

test('what concerns the whole estate says so, since it has no path', () => {
  const report = reviewReport();
  const findings = report.findings.map((finding) => ({ ...finding, path: '' }));
  expect(formatText({ ...report, findings }, { colour: false })).toContain(
    '  (the whole estate) (stacks/contoso.ts:10)\n',
  );
});

test('keys of sources are spelt out', () => {
  const report = reviewReport();
  const findings = report.findings.map((finding) => ({ ...finding, source: 'SEED, Self-Signed Certificates' }));
  expect(formatText({ ...report, findings }, { colour: false })).toContain(
    '  source: Understanding SSL for Client Access Servers, Self-Signed Certificates\n',
  );
});
