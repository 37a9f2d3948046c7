import { Acknowledgement } from '../../lib/model';
import { AcknowledgementStatus } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { ANCHORS, selfSigned } from '../support/rule-estates';

const acknowledgement = (more: Partial<Acknowledgement> = {}): Acknowledgement => ({
  rule: 'public-deployment-on-self-signed',
  reason: 'a test network of three people',
  expires: '2026-12-31',
  scope: '',
  ...more,
});
const judged = (...acknowledgements: Acknowledgement[]) =>
  judgeEstate(
    TestEstate.of({
      servers: [{ name: 'one' }, { name: 'two' }],
      certificates: { web: selfSigned() },
      anchors: ANCHORS,
      acknowledgements,
    }),
    { now: TEST_NOW },
  );
const open = (report: ReturnType<typeof judged>) =>
  report.findings
    .filter(({ rule, acknowledgement: accepted }) => rule === 'public-deployment-on-self-signed' && !accepted)
    .map(({ path }) => path);

it('accepts a rule everywhere', () => expect(open(judged(acknowledgement()))).toEqual([]));

it('accepts it for one construct and what is below', () =>
  expect(open(judged(acknowledgement({ scope: 'app/one' })))).toEqual(['app/two']));

it('accepts one finding alone', () =>
  expect(open(judged(acknowledgement({ finding: 'public-deployment-on-self-signed[app/two]' })))).toEqual(['app/one']));

it('carries reason, ticket and last day into the report', () => {
  const accepted = judged(acknowledgement({ ticket: 'OPS-1' })).findings.find(
    ({ rule }) => rule === 'public-deployment-on-self-signed',
  )?.acknowledgement;
  expect(accepted).toMatchObject({ reason: 'a test network of three people', ticket: 'OPS-1', expires: '2026-12-31' });
});

it.each([
  ['expired yesterday', { expires: '2026-05-31' }, AcknowledgementStatus.EXPIRED, '2026-05-31'],
  ['with a day that does not exist', { expires: '2026-02-30' }, AcknowledgementStatus.EXPIRED, '2026-02-30'],
  ['with a day that nobody can read', { expires: 'next year' }, AcknowledgementStatus.EXPIRED, "can't be read"],
  ['unused', { scope: 'app/three' }, AcknowledgementStatus.UNUSED, 'remove it'],
  [
    'of a finding that is not there',
    { finding: 'public-deployment-on-self-signed[app/tow]' },
    AcknowledgementStatus.UNUSED,
    'did you mean public-deployment-on-self-signed[app/two]?',
  ],
  [
    'of a rule that nobody knows',
    { rule: 'public-deployment-on-selfsigned' },
    AcknowledgementStatus.UNKNOWN_RULE,
    'did you mean public-deployment-on-self-signed?',
  ],
  ['of a pattern', { rule: 'public-*' }, AcknowledgementStatus.INVALID, 'pattern'],
  ['without a reason', { reason: 'ok' }, AcknowledgementStatus.INVALID, 'reason'],
])('an acknowledgement %s is reported, and the findings stand', (_, more, status, said) => {
  const report = judged(acknowledgement(more));
  const [result] = report.acknowledgements;
  expect(result).toMatchObject({ status, advice: expect.stringContaining(said) });
  expect(open(report)).toEqual(['app/one', 'app/two']);
});

it('the last day counts to its end in UTC', () => {
  const estate = TestEstate.of({
    certificates: { web: selfSigned() },
    anchors: ANCHORS,
    acknowledgements: [acknowledgement({ expires: '2026-06-01' })],
  });
  const statusAt = (now: string) => judgeEstate(estate, { now: new Date(now) }).acknowledgements[0].status;
  expect(statusAt('2026-06-01T23:59:59.999Z')).toBe(AcknowledgementStatus.USED);
  expect(statusAt('2026-06-02T00:00:00.000Z')).toBe(AcknowledgementStatus.EXPIRED);
});

it('some rules cannot be accepted', () => {
  const estate = TestEstate.of({
    certificates: { web: { facts: { notAfter: '2026-01-01T00:00:00.000Z' } } },
    acknowledgements: [acknowledgement({ rule: 'certificate-expired' })],
  });
  const report = judgeEstate(estate, { now: TEST_NOW });
  expect(report.acknowledgements[0].status).toBe(AcknowledgementStatus.NOT_ACKNOWLEDGEABLE);
  expect(report.summary.refused).toBe(true);
});

it('with a baseline only what is new counts', () => {
  const estate = TestEstate.of({ certificates: { web: { facts: { notAfter: '2026-01-01T00:00:00.000Z' } } } });
  const now = TEST_NOW;
  const before = judgeEstate(estate, { now });
  const baseline = before.findings.map(({ key }) => key);
  expect(before.summary.refused).toBe(true);
  expect(judgeEstate(estate, { now, baseline }).summary.refused).toBe(false);
  const worse = TestEstate.of({
    certificates: { web: { facts: { notAfter: '2026-01-01T00:00:00.000Z', dnsNames: [] } } },
  });
  expect(
    judgeEstate(worse, { now, baseline })
      .findings.filter(({ inBaseline }) => inBaseline !== true)
      .map(({ rule }) => rule),
  ).toContain('name-not-covered');
});
