import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRule } from '../../tools/new-rule';

const ROOT = join(__dirname, '../..');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
  cpSync(join(ROOT, 'lib/rules'), join(copy, 'lib/rules'), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

it('writes rule, test and page, and registers the rule under the next free ref of its block', () => {
  expect(newRule(copy, 'names', 'name-in-capitals', 'certificate')).toEqual([
    'lib/rules/names/name-in-capitals.ts',
    'test/rules/names/name-in-capitals.test.ts',
    'docs/rules/name-in-capitals.md',
    'lib/rules/catalogue.ts',
  ]);
  const rule = readFileSync(join(copy, 'lib/rules/names/name-in-capitals.ts'), 'utf8');
  expect(rule).toContain('SubjectKind.CERTIFICATE');
  const taken = [
    ...readFileSync(join(ROOT, 'lib/rules/catalogue.ts'), 'utf8').matchAll(/'\.\/names\/([a-z0-9-]+)'/g),
  ].map(([, id]) =>
    Number(/ref: 'ECA(\d+)'/.exec(readFileSync(join(ROOT, 'lib/rules/names', `${id}.ts`), 'utf8'))?.[1]),
  );
  expect(rule).toContain(`ref: 'ECA${Math.max(...taken) + 1}'`);
  const catalogue = readFileSync(join(copy, 'lib/rules/catalogue.ts'), 'utf8');
  expect(catalogue).toContain("import { nameInCapitals } from './names/name-in-capitals';");
  expect(catalogue).toContain('NAME_IN_CAPITALS: IRule = nameInCapitals;');
});

it.each([
  ['nowhere', 'name-in-capitals', 'server', 'no subject "nowhere"'],
  ['names', 'Capitals', 'server', 'kebab case'],
  ['names', 'name-in-capitals', 'forest', 'cannot look at "forest"'],
  ['names', 'name-not-covered', 'server', 'already'],
  ['trust', 'name-not-covered', 'server', 'already'],
])('refuses %s %s %s', (subject, id, kind, said) => {
  expect(() => newRule(copy, subject, id, kind)).toThrow(said);
});
