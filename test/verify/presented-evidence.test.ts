import * as fc from 'fast-check';
import { withEvidence } from '../../lib/evidence';
import { judgeRead } from '../../lib/cli/judgement';
import { NetworkSide, Observation, StapleStatus } from '../../lib/model';
import { Moment, type Report } from '../../lib/policy';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { authoritiesOf, evidenceOfSurvey, targetsOf } from '../../lib/verify';
import { ChainPool } from '../../lib/verify/chain-pool';
import { changedInput } from '../support/fuzz';
import { issueChain } from '../support/issue';
import { observation } from '../support/observations';

const { leaf, intermediate } = issueChain(['mail.contoso.com'], { key: 'p256' });
const [LEAF, CA] = [leaf, intermediate].map(({ certificate }) => certificate.der);
const estate = TestEstate.of();
const [target] = targetsOf(estate, TEST_NOW, Object.values(NetworkSide));

/** Judges the usual estate as if its first endpoint had presented this chain; says how many certificates became evidence. */
async function judged(chain: readonly Buffer[]): Promise<{ readonly given: number; readonly report: Report }> {
  const pool = new ChainPool(authoritiesOf(estate));
  const chains = [pool.observed(pool.keep(chain), 1)];
  const [{ at, binding }] = target.owners;
  const { host, port } = target;
  const seen = observation({ at, bindings: [binding], host: { value: host }, port, chains });
  const evidence = evidenceOfSurvey(estate, { observed: [{ target, observation: seen }], pool }, TEST_NOW);
  const found = withEvidence(estate, evidence, TEST_NOW);
  const report = await judgeRead(found, Moment.OBSERVED, { now: TEST_NOW, baseline: [] });
  return { given: evidence.presented[0]?.chainPem.length ?? 0, report };
}

test.each<[string, readonly Buffer[], number]>([
  ['a sound chain is evidence', [LEAF, CA], 2],
  ['an issuer that can not be read is left out of it', [LEAF, Buffer.alloc(99, 7)], 1],
  ["without the server's own certificate there is none", [Buffer.alloc(99, 7), CA], 0],
])('%s', async (_, chain, given) => {
  expect((await judged(chain)).given).toBe(given);
});

test('a chain with changed octets is judged, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(changedInput(LEAF), changedInput(CA), async (own, issuer) => {
      const { given, report } = await judged([own, issuer]);
      const rules = report.findings.map(({ rule }) => rule);
      // What can not be read is told; what can be read is another certificate than the declared one.
      expect(rules).toContain(given === 0 ? 'chain-sent-wrong' : 'issued-differs');
    }),
    { numRuns: 60, seed: 7 },
  );
});

test.each<[string, Partial<Observation>, boolean | undefined]>([
  ['nothing was presented', { stapled: undefined }, undefined],
  ['a response that is accepted', { stapled: true, staple: { status: StapleStatus.GOOD } }, true],
  ['one that is refused', { stapled: true, staple: { status: StapleStatus.REFUSED } }, false],
  ['one that nobody here can judge', { stapled: true, staple: { status: StapleStatus.UNKNOWN } }, undefined],
  ['none on several connections', { stapled: false, sample: 5 }, false],
  ['none on one connection, by which servers learn that it is wanted', { stapled: false, sample: 1 }, undefined],
])('what is stapled: %s', (_, more, staples) => {
  const pool = new ChainPool(authoritiesOf(estate));
  const chains = [pool.observed(pool.keep([LEAF, CA]), 1)];
  const seen = observation({ chains, ...more });
  const evidence = evidenceOfSurvey(estate, { observed: [{ target, observation: seen }], pool }, TEST_NOW);
  expect(evidence.presented[0].staples).toBe(staples);
  const { bindings } = withEvidence(estate, evidence, TEST_NOW);
  expect(bindings.find(({ id }) => id === target.owners[0].binding)?.stapling).toBe(staples);
});
