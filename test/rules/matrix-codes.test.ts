import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTCOME_CODES } from '../../lib/policy';
import { CATALOGUE } from '../../lib/rules';
import { REPORTED_BY } from '../../lib/rules/reported-by';

const MATRIX = join(__dirname, '../../lib/matrix');

const texts = readdirSync(MATRIX, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(MATRIX, file), 'utf8'))
  .join('\n');

// That each code which a step gives is in the list, and that a rule is named for each, is checked by the compiler.
it.each(OUTCOME_CODES)('%s is given by a step', (code) => {
  expect(texts).toContain(`'${code}'`);
});

it('holds the codes in order, each once', () => {
  expect([...OUTCOME_CODES]).toEqual([...new Set(OUTCOME_CODES)].sort());
});

it.each(Object.entries(REPORTED_BY))('%s is reported by %s', (_, rule) => {
  expect(CATALOGUE.map(({ metadata }) => metadata.id)).toContain(rule);
});
