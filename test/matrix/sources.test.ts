import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSource } from '../../lib/exchange';
import { CATALOGUE } from '../../lib/rules';

const STEPS = join(__dirname, '../../lib/matrix/steps');

/** Every string literal of a step that begins as the key of a source does. */
function literals(file: string): string[] {
  const text = readFileSync(join(STEPS, file), 'utf8');
  return [
    ...text.matchAll(/'((?:SEED|RFC\d|WININET|MODEL|DERIVED|CERT16|SSL13|TN:|CBA16|AUTOD16|KB\d|BR|APPLE)[^']*)'/g),
  ].map((match) => match[1]);
}

test.each(readdirSync(STEPS))('every source that %s names is in the table of sources', (file) => {
  expect(literals(file).filter((source) => describeSource(source) === undefined)).toEqual([]);
  // No step may fall back on the name of a note that users do not have.
  expect(readFileSync(join(STEPS, file), 'utf8')).not.toMatch(/'(facts|design)[ :]/);
});

test('every rule stands on a document with a name', () => {
  const unnamed = CATALOGUE.filter(({ metadata }) =>
    metadata.source.split('; ').some((part) => describeSource(part) === undefined),
  );
  expect(unnamed.map(({ metadata }) => [metadata.id, metadata.source])).toEqual([]);
});
