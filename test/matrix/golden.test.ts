import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ClientProtocol } from '../../lib/model';
import { OutcomeKind, reasonsOf } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { nearlyAlike } from '../support/generated-estates';

const FILE = join(__dirname, 'golden', 'cells.txt');
const SEED = 2026;
const ESTATES = 200;
const LETTERS: Record<OutcomeKind, string> = { works: 'W', unknown: 'U', prompts: 'P', fails: 'F' };

/** One line for like bindings of an estate: its number, the protocol, the codes for each population (the gravest first), the servers. */
function cells(): string {
  const estates = fc.sample(nearlyAlike, { seed: SEED, numRuns: ESTATES }).map((props, number) => {
    const { matrix } = judgeEstate(TestEstate.of(props), { now: TEST_NOW });
    const texts = matrix.outcomes.map((outcome) =>
      reasonsOf(outcome)
        .map(({ kind, code }) => `${LETTERS[kind]}:${code}`)
        .join('+'),
    );
    const serversOf = new Map<string, string[]>();
    for (const { server, protocol, cells } of matrix.rows) {
      const line = `${number} ${protocol}: ${cells.map((cell) => texts[cell] ?? '-').join(' | ')}`;
      serversOf.set(line, [...(serversOf.get(line) ?? []), server.slice(-2)]);
    }
    return [...serversOf].map(([line, servers]) => `${line} @${servers.join()}`).join('\n');
  });
  return `${estates.join('\n')}\n`;
}

it('changes no cell of the generated estates by accident', () => {
  const found = cells();
  // On purpose: UPDATE_GOLDEN=1 writes the file again, and its difference shows the cells that a commit changes.
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, found);
  expect(found.split('\n')).toEqual(readFileSync(FILE, 'utf8').split('\n'));
});

it('freezes every protocol', () => {
  const text = readFileSync(FILE, 'utf8');
  for (const protocol of Object.values(ClientProtocol)) expect(text).toContain(` ${protocol}: `);
});
