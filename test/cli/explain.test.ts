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

  test('says that a finding is not there any more', async () => {
    const { code, err } = await run('explain', key.replace('cas0001', 'cas0009'), folder);
    expect([code, err]).toEqual([2, expect.stringContaining('there is no finding')]);
  });
});
