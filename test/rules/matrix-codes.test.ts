import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../lib/rules';
import { TOLD_BY } from '../../lib/rules/told-by';

const STEPS = join(__dirname, '../../lib/matrix/steps');

const codes = new Set(
  readdirSync(STEPS).flatMap((file) =>
    [...readFileSync(join(STEPS, file), 'utf8').matchAll(/\badverse\(\s*[^,'"]+,\s*'([a-z0-9-]+)'/g)].map(
      ([, code]) => code,
    ),
  ),
);

it('knows every code of the matrix', () => {
  expect([...codes].filter((code) => !Object.hasOwn(TOLD_BY, code))).toEqual([]);
  expect(codes.size).toBeGreaterThan(30);
});

it.each(Object.entries(TOLD_BY))('%s is told by %s', (_, rule) => {
  expect(CATALOGUE.map(({ metadata }) => metadata.id)).toContain(rule);
});
