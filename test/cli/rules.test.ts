import { CATALOGUE, PACKS } from '../../lib/rules';
import { RuleMetadata } from '../../lib/policy';
import { spellSource } from '../../lib/exchange';
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

  test('as JSON a rule names its packs, whether a finding can be accepted, and its source in words', async () => {
    const { out } = await run('rules', 'show', 'ECA101', '--format', 'json');
    const rule = JSON.parse(out) as RuleMetadata & { packs: string[] };
    const holding = PACKS.filter(({ rules }) => rules.some(({ metadata }) => metadata.ref === 'ECA101'));
    expect(rule.packs).toEqual(holding.map(({ id }) => id));
    expect(rule.acknowledgeable).toBe(false);
    const { metadata } = CATALOGUE.find((one) => one.metadata.ref === 'ECA101')!;
    expect(rule.source).toBe(spellSource(metadata.source));
    expect(rule.source).not.toBe(metadata.source);
    const all = JSON.parse((await run('rules', 'list', '--format', 'json')).out) as unknown[];
    expect(all).toContainEqual(rule);
    expect(all).toContainEqual(expect.objectContaining({ ref: 'ECA104', acknowledgeable: true }));
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
    [['rules', 'show', 'exception'], 'did you mean exception-ends-with-renewal?'],
    [['rules', 'list', '--pack', 'x'], 'there is no pack "x"'],
    [['rules', 'list', '--level', 'fatal'], '--level takes error, warning, note'],
    [['rules', 'frobnicate'], 'there is no verb "rules frobnicate"; there are list, show, packs'],
    [['rules', 'frobnicate'], '--help'],
    [['rules', 'ECA101'], 'client-access rules show ECA101'],
    [['rules', 'shw'], 'did you mean client-access rules show?'],
    [['rules', 'list', 'all'], 'rules list takes no arguments; got "all"'],
    [['rules', 'list', '-f', 'xml'], '--format takes text or json'],
  ])('%j is wrong usage, and answered with the fix', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
