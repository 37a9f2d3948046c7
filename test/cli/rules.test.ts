import { CATALOGUE, PACKS } from '../../lib/rules';
import { RuleMetadata } from '../../lib/policy';
import { run } from '../support/review-files';

describe('client-access rules', () => {
  test('lists every rule by its ref, and the one that stands for wrong declarations', async () => {
    const { code, out } = await run('rules', 'list');
    expect(code).toBe(0);
    const refs = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(refs).toEqual([...CATALOGUE.map(({ metadata }) => metadata.ref), 'ECA001'].sort());
    expect((await run('rules')).out).toBe(out);
  });

  test('lists by pack and by level, as JSON too', async () => {
    const { out } = await run('rules', 'list', '--pack', 'recommended', '--level', 'error', '-f', 'json');
    const rules = JSON.parse(out) as RuleMetadata[];
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules.map(({ level }) => level))).toEqual(new Set(['error']));
  });

  test('lists the packs', async () => {
    const lines = (await run('rules', 'packs')).out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(PACKS.map(({ id }) => id));
  });

  test.each(['ECA101', 'eca101', 'outlook-anywhere-self-signed', 'outlook-anywhere-self-signed[a/b]'])(
    'shows the rule that %s names',
    async (word) => {
      const { out } = await run('rules', 'show', word);
      expect(out).toMatch(/^ECA101 outlook-anywhere-self-signed \(error\)\n/);
      for (const label of ['why:', 'fix:', 'source:', 'accept:']) expect(out).toContain(`  ${label}`);
    },
  );

  test.each([
    [['rules', 'show', 'outlook-anywhere-selfsigned'], 'did you mean outlook-anywhere-self-signed?'],
    [['rules', 'list', '--pack', 'x'], 'there is no pack "x"'],
    [['rules', 'list', '--level', 'fatal'], '--level takes error, warning, note'],
    [['rules', 'list', '-f', 'xml'], '--format takes text or json'],
  ])('%j is wrong usage, and told how to mend', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
