import { Report } from '../../lib/policy';
import { reviewEstate } from '../support/review-estate';
import { run, writeOutputFolder } from '../support/review-files';

describe('client-access explain', () => {
  const folder = writeOutputFolder(reviewEstate());
  const key = 'outlook-anywhere-self-signed[contoso-mail/cas0001/outlook-anywhere]';

  test('explains a rule', async () => {
    expect((await run('explain', 'ECA101')).out).toBe((await run('rules', 'show', 'ECA101')).out);
  });

  test('shows a finding as it stands, then its rule', async () => {
    const { code, out } = await run('explain', key, folder);
    expect(code).toBe(0);
    expect(out).toContain('declared in stacks/contoso.ts:10');
    expect(out).toContain('bindings: contoso-mail/cas0001/outlook-anywhere');
    expect(out).toContain('ECA101 outlook-anywhere-self-signed (error)');
  });

  test('the fix of the finding comes first, that of the rule is called the general one', async () => {
    const { out } = await run('explain', key, folder);
    const fixes = out.split('\n').filter((line) => /^ {2}fix/.test(line));
    expect(fixes.map((line) => line.slice(0, line.indexOf(':')))).toEqual(['  fix', '  fix in general']);
    expect(out.split('\n')[1]).toBe(fixes[0]);
  });

  test('names the nearest key of a finding that is not there, and where the keys are printed', async () => {
    const { code, err } = await run('explain', key.replace('cas0001', 'cas001'), folder);
    expect([code, err]).toEqual([2, expect.stringContaining('there is no finding')]);
    expect(err).toContain(`did you mean '${key}'?`);
    expect(err).toContain('client-access review --format json');
    const { findings } = JSON.parse((await run('review', '--format', 'json', folder)).out) as Report;
    expect(findings.map((finding) => finding.key)).toContain(key);
  });
});
