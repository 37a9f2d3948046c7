import { spellSource } from '../../lib/exchange';
import { spellSources } from '../../lib/rules/judge-estate';
import { OutcomeKind } from '../../lib/policy';
import { reviewReport } from '../support/review-report';
import { reviewEstate } from '../support/review-estate';
import { run, writeOutputFolder } from '../support/review-files';

describe('spellSource', () => {
  test.each([
    ['SEED, Self-Signed Certificates', 'Understanding SSL for Client Access Servers, Self-Signed Certificates'],
    ['SEED, One; Two', 'Understanding SSL for Client Access Servers, One; Two'],
    ['This library, Declarations', 'This library, Declarations'],
  ])('%s', (source, words) => {
    expect(spellSource(source)).toBe(words);
  });
});

test('a report is spelled wherever it names a source', () => {
  const report = reviewReport();
  const keyed = { kind: OutcomeKind.FAILS, code: 'x', message: 'x', sources: ['SEED, A'] };
  const spelled = spellSources({
    ...report,
    findings: [{ ...report.findings[0], source: 'SEED, A' }],
    matrix: { ...report.matrix, outcomes: [{ ...keyed, others: [keyed] }] },
  });
  const words = 'Understanding SSL for Client Access Servers, A';
  expect(spelled.findings[0].source).toBe(words);
  expect(spelled.matrix.outcomes[0].sources).toEqual([words]);
  expect(spelled.matrix.outcomes[0].others?.[0].sources).toEqual([words]);
});

test('no key of the table of sources is left in what the command prints', async () => {
  const folder = writeOutputFolder(reviewEstate());
  for (const format of ['text', 'markdown', 'sarif', 'json'])
    expect((await run('review', folder, '-f', format)).out).not.toMatch(/SEED[,;]|"SEED"/);
  expect((await run('explain', 'ECA101')).out).toContain(
    'Understanding SSL for Client Access Servers, Self-Signed Certificates',
  );
});
