import { ClientProtocol, Observation, PublishingMode, TrustAnchorKind } from '../../../lib/model';
import { EstateView, fillMatrix, OutcomeKind, reasonsOf } from '../../../lib/policy';
import { Assessor } from '../../../lib/matrix';
import { judgeEstate } from '../../../lib/rules';
import { TEST_NOW, TestEstate, TestEstateProps } from '../../../lib/testing';

const { OWA } = ClientProtocol;
const SHA256 = 'AB'.repeat(32);
const MISSING = { code: 'issuer-missing', message: 'no certificate of its issuer is available', fix: 'give it' };

/** The kinds with which an incomplete chain speaks against the cells of one protocol, population by population. */
function kinds(
  platforms: string[],
  more: TestEstateProps = {},
  observations: Observation[] = [],
): (OutcomeKind | undefined)[] {
  const estate = TestEstate.of({
    servers: [{ protocols: [OWA], ...(more.publishingPoints ? { publishingPoint: 'app/point1' } : {}) }],
    certificates: { web: { faults: [MISSING], facts: { sha256: SHA256 } } },
    anchors: { root: { kind: TrustAnchorKind.COMMERCIAL } },
    populations: platforms.map((platform) => ({ platform })),
    ...more,
  });
  const view = new EstateView({ ...estate, observations }, TEST_NOW);
  fillMatrix(view, new Assessor(view.estate, TEST_NOW));
  return view.populations.map(
    ({ cells: [{ outcome }] }) => reasonsOf(outcome).find(({ code }) => code === 'issuer-missing')?.kind,
  );
}

test('a server sends what Windows finds, whatever file was given: nobody knows', () => {
  expect(kinds(['windows-10', 'android', 'windows-mobile-6'])).toEqual(['unknown', 'unknown', 'unknown']);
});

test('a publishing point sends the file: clients that look for nothing else fail', () => {
  const publishingPoints = [{ mode: PublishingMode.OFFLOAD, certificate: 'web' }];
  expect(kinds(['windows-10', 'android', 'windows-mobile-6'], { publishingPoints })).toEqual([
    'unknown',
    'fails',
    'fails',
  ]);
});

test('a server that was seen to send the chain without the CA sends it so', () => {
  const seen = { chains: [{ sha256: [SHA256] }] } as unknown as Observation;
  expect(kinds(['windows-10', 'android'], {}, [seen])).toEqual(['unknown', 'fails']);
});

test('what a bridge makes of an incomplete chain of its server is not known', () => {
  const estate = TestEstate.of({
    servers: [{ protocols: [OWA], publishingPoint: 'app/point1' }],
    certificates: { web: { faults: [MISSING] }, point: {} },
    publishingPoints: [{ mode: PublishingMode.BRIDGING, certificate: 'point' }],
    populations: [{}],
  });
  const { matrix } = judgeEstate(estate, { now: TEST_NOW });
  expect(matrix.outcomes[matrix.rows[0].cells[0]]).toMatchObject({ kind: 'unknown', code: 'bridge-trust-unknown' });
});
