import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSource } from '../../lib/exchange';
import { CATALOGUE, PACKS } from '../../lib/rules';
import { ruleDocs } from '../../tools/rule-docs';
import { constantOf, renderCatalogue, ruleFiles, SUBJECTS } from '../../tools/rules/catalogue';

const ROOT = join(__dirname, '../..');
const FILES = ruleFiles(ROOT);
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('every rule', () => {
  it('has a file, and every file is registered', () => {
    expect(flat(readFileSync(join(ROOT, 'lib/rules/catalogue.ts'), 'utf8'))).toBe(flat(renderCatalogue(FILES)));
    expect(CATALOGUE.map(({ metadata }) => metadata.id)).toEqual(FILES.map(({ id }) => id));
  });

  it('has an id and a ref of its own', () => {
    expect(new Set(CATALOGUE.map(({ metadata }) => metadata.id)).size).toBe(CATALOGUE.length);
    expect(new Set(CATALOGUE.map(({ metadata }) => metadata.ref)).size).toBe(CATALOGUE.length);
  });

  // Tickets and acknowledgements name them: a rule may be added, none renamed, renumbered or taken out.
  it('keeps its id and its ref', () => {
    expect(CATALOGUE.map(({ metadata }) => `${metadata.ref} ${metadata.id}`)).toMatchSnapshot();
  });

  it.each(FILES)(
    '$id: file, test and constant bear its name, its ref lies in the block of its subject',
    ({ id, subject, ref, text }) => {
      expect(text).toContain(`export const ${constantOf(id)} = defineRule({`);
      expect(text).toContain(`id: '${id}'`);
      expect(existsSync(join(ROOT, 'test/rules', subject, `${id}.test.ts`))).toBe(true);
      expect(Math.floor(Number(ref.slice(3)) / 100)).toBe(SUBJECTS[subject]);
    },
  );

  it.each(CATALOGUE.map(({ metadata }) => metadata))('$id says what it must', (metadata) => {
    expect(metadata.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(describeSource(metadata.source)).toBeDefined();
    expect(metadata.section).not.toBe('');
    expect(metadata.title).toMatch(/^[A-Z].*[^.]$/);
    expect(metadata.rationale).toMatch(/\.$/);
    expect(metadata.remediation).not.toMatch(/\.$/);
    for (const day of [metadata.effectiveFrom, metadata.effectiveUntil])
      expect(day ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('has a page that is in step with it, written in every part', () => {
    expect(ruleDocs(join(ROOT, 'docs/rules'), false)).toEqual([]);
  });
});

describe('packs', () => {
  it.each(PACKS.map((pack) => [pack.id, pack] as const))('%s holds what it held', (_, pack) => {
    const levels = new Map(pack.levels.map(({ rule, level }) => [rule, level]));
    expect(
      pack.rules.map(({ metadata }) => `${metadata.id}: ${levels.get(metadata.id) ?? metadata.level}`),
    ).toMatchSnapshot();
  });

  it('the pack that is on without asking comes first', () => {
    expect(PACKS[0].id).toBe('recommended');
  });
});
