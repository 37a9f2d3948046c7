import { Assessor } from '../../lib/matrix';
import { EstateView, fillMatrix, OutcomeKind } from '../../lib/policy';
import { CaseMaker } from '../e2e/reality/case';
import { predict } from '../e2e/reality/predict';
import { estateOf, predictWay } from '../e2e/reality/ways/estate';
import { USUAL_WAY, type WaySpecification } from '../e2e/reality/ways/specification';
import { WayMaker } from '../e2e/reality/ways/way';
import { DIMENSIONS, isDeclarable, type Specification, USUAL } from '../e2e/reality/specification';

/**
 * What the real clients did when they were tried (docs/reality.md); npm run reality tries them again. Here the matrix alone is held
 * to it, on any machine.
 */
const CLIENTS = ['openssl', 'gnutls', 'nss', 'go', 'java', 'chromium', 'firefox'];
const ALL = CLIENTS.join(' ');
const NONE = '';

/** What is not usual in the case, and who accepts it. */
const OBSERVED: [string, string][] = [
  ['internal-issuing', ALL],
  ['internal-issuing served=missing', NONE],
  ['purchased-deep served=reversed', ALL],
  ['internal-issuing served=unrelated-first', ALL],
  ['internal-issuing names=wildcard', ALL],
  ['internal-issuing names=wildcard-two-labels', NONE],
  ['internal-issuing names=wildcard-inner', 'java'],
  ['internal-issuing names=wildcard-partial', 'openssl nss java'],
  ['internal-issuing names=wildcard-public-suffix', 'go java'],
  ['internal-issuing names=common-name', 'openssl gnutls nss java'],
  ['internal-issuing names=common-name-beside-other', NONE],
  ['internal-issuing names=common-name-beside-address', 'openssl nss java'],
  ['internal-issuing names=underscore', 'openssl gnutls nss go chromium firefox'],
  ['internal-issuing names=ip-address', ALL],
  ['internal-issuing names=ip-address-as-name', NONE],
  ['internal-issuing names=ip-address-as-common-name', 'nss'],
  ['internal-issuing dates=expired', NONE],
  ['internal-issuing dates=ca-expired', NONE],
  ['internal-issuing dates=root-expired', 'java'],
  ['self-signed dates=expired', 'java'],
  ['internal-issuing key=rsa768', NONE],
  ['internal-issuing key=rsa1024', 'gnutls nss go java chromium firefox'],
  ['internal-issuing key=pss2048', 'openssl gnutls java'],
  ['internal-issuing key=p521', 'openssl gnutls nss go java firefox'],
  ['internal-issuing key=ed25519', 'openssl gnutls go java'],
  ['internal-issuing caKey=rsa1024', 'gnutls nss go java chromium firefox'],
  ['internal-issuing caKey=p521', ALL],
  ['internal-issuing caKey=ed25519', 'openssl gnutls go java'],
  ['internal-issuing hash=sha1', 'nss java'],
  ['internal-issuing caHash=sha1', 'nss java'],
  ['internal-issuing rootHash=sha1', ALL],
  ['self-signed hash=sha1', 'openssl gnutls nss go java chromium'],
  ['self-signed-ca hash=sha1', 'openssl gnutls go java'],
  ['internal-issuing hash=sha512-pss', ALL],
  ['internal-issuing eku=client', NONE],
  ['internal-issuing eku=none', ALL],
  ['internal-issuing eku=any', 'gnutls go java chromium'],
  ['internal-issuing caEku=client', 'nss java'],
  ['internal-issuing caEku=any', 'go java chromium'],
  ['internal-issuing keyUsage=signature', 'openssl gnutls go java chromium firefox'],
  ['internal-issuing keyUsage=encipherment', 'openssl nss go firefox'],
  ['internal-issuing keyUsage=agreement', 'openssl go firefox'],
  ['internal-issuing keyUsage=cert-sign', 'go'],
  ['internal-issuing key=p256 keyUsage=agreement', 'openssl nss go firefox'],
  ['internal-issuing ca=not-a-ca', NONE],
  ['internal-issuing ca=no-basic-constraints', NONE],
  ['internal ca=no-basic-constraints', 'openssl gnutls nss chromium'],
  ['internal-issuing ca=no-cert-sign', NONE],
  ['internal ca=no-cert-sign', 'nss'],
  ['purchased-deep ca=path-too-long', NONE],
  ['internal-issuing ca=names-excluded', NONE],
  ['internal ca=names-excluded', 'java'],
  ['internal-issuing ca=names-permitted-dot', ALL],
  ['self-signed', 'openssl gnutls nss go java chromium'],
  ['self-signed-ca', 'openssl gnutls go java chromium'],
  ['self-signed-ca eku=none', 'openssl gnutls nss go java chromium'],
  ['self-signed extension=critical-unknown', 'gnutls nss java'],
  ['internal-issuing extension=critical-unknown', NONE],
  ['internal-issuing days=3650', ALL],
  ['internal-issuing installed=no', NONE],
  ['self-signed installed=no', NONE],
  ['purchased installed=no', NONE],
];

const NOW = new Date('2026-06-01T00:00:00.000Z');
const maker = new CaseMaker(NOW);

function specificationOf(name: string): Specification {
  const [source, ...parts] = name.split(' ');
  const unusual = Object.fromEntries(parts.map((part) => part.split('=')));
  const specification = { ...USUAL, source, ...unusual } as Record<string, string>;
  for (const [part, values] of Object.entries(DIMENSIONS)) {
    if (!(values as readonly string[]).includes(specification[part])) throw new Error(`${name}: no such ${part}`);
  }
  return specification as Specification;
}

test.each(OBSERVED)('%s is accepted by: %s', (name, accepting) => {
  const one = maker.make(specificationOf(name));
  const works = CLIENTS.filter((client) => predict(one, `linux-${client}`, NOW).kind === OutcomeKind.WORKS);
  expect(works.join(' ')).toBe(accepting);
});

const DECLARED = OBSERVED.filter(([name]) => isDeclarable(specificationOf(name)));

test.each(DECLARED)('%s, when it is only declared, is expected to be accepted by: %s', (name, accepting) => {
  const one = maker.make(specificationOf(name));
  const works = CLIENTS.filter((client) => predict(one, `linux-${client}`, NOW, 'declared').kind === OutcomeKind.WORKS);
  expect(works.join(' ')).toBe(accepting);
});

test('a measured client is never in doubt about an available certificate', () => {
  for (const [name] of OBSERVED) {
    const one = maker.make(specificationOf(name));
    for (const client of CLIENTS) expect(predict(one, `linux-${client}`, NOW).kind).not.toBe(OutcomeKind.UNKNOWN);
  }
});

test('every outcome names its source', () => {
  const { sources, code } = predict(maker.make(specificationOf('internal-issuing key=p521')), 'linux-chromium', NOW);
  expect({ sources, code }).toEqual({ sources: ['MEASURED:Chromium'], code: 'key-type-refused' });
});

test.each([
  ['android', OutcomeKind.FAILS],
  ['windows-mobile-6', OutcomeKind.FAILS],
  ['windows-11', OutcomeKind.UNKNOWN],
  ['ios', OutcomeKind.UNKNOWN],
])(
  'clients that were not measured: behind an incomplete chain %s %s, as far as it is known to find CAs by itself',
  (platform, kind) => {
    const one = maker.make(specificationOf('internal-issuing served=missing'));
    expect(predict(one, platform, NOW)).toMatchObject({ kind, code: 'issuer-missing' });
  },
);

test('a name that only the common name has beside other names is covered for nobody', () => {
  const one = maker.make(specificationOf('internal-issuing names=common-name-beside-other'));
  expect(predict(one, 'windows-xp-sp3', NOW).code).toBe('name-not-covered');
});

/** What was met behind nginx, HAProxy and stunnel, and who got an answer. */
const OBSERVED_WAYS: [Partial<WaySpecification>, string][] = [
  [{ layout: 'pass' }, ALL],
  [{ layout: 'bridge', mustStaple: 'yes' }, 'openssl nss go java chromium'],
  [{ layout: 'bridge', mustStaple: 'yes', staples: 'yes' }, ALL],
  // It becomes valid a day later.
  [{ layout: 'direct', serverCertificate: 'not-yet' }, 'nss'],
  [{ layout: 'bridge', serverCertificate: 'not-yet' }, NONE],
  [{ layout: 'bridge', serverCertificate: 'internal-name' }, NONE],
  [{ layout: 'bridge', serverCertificate: 'internal-name', asks: 'server-name' }, ALL],
  [{ layout: 'bridge', serverCertificate: 'other-root' }, NONE],
  [{ layout: 'bridge', serverCertificate: 'other-root', verify: 'nothing' }, ALL],
  [{ layout: 'bridge', hopTls: '1.2', serverTls: '1.3' }, NONE],
  [{ layout: 'bridge-bridge', innerCertificate: 'by-name', asks: 'server-name' }, ALL],
  [{ layout: 'bridge', sni: 'by-name', host: 'owa', clientSni: 'not-sent' }, NONE],
  [{ layout: 'pass', clientCertificate: 'server', clientHas: 'certificate' }, ALL],
  [{ layout: 'bridge', clientCertificate: 'server', clientHas: 'certificate' }, NONE],
  [{ layout: 'bridge', channelBinding: 'required', pointCertificate: 'of-server' }, ALL],
  [{ layout: 'bridge', channelBinding: 'required' }, NONE],
];

test.each(OBSERVED_WAYS)('%j gives an answer to: %s', (unusual, answered) => {
  const way = new WayMaker(NOW).make({ ...USUAL_WAY, ...unusual }, 1);
  const works = CLIENTS.filter((client) => predictWay(way, `linux-${client}`, NOW).kind === OutcomeKind.WORKS);
  expect(works.join(' ')).toBe(answered);
});

test('whether a bridge sends the host name is not known unless its declaration names it', () => {
  const way = new WayMaker(NOW).make({ ...USUAL_WAY, layout: 'bridge', serverSni: 'required' }, 1);
  const estate = estateOf(way, 'linux-openssl');
  const [point] = estate.publishingPoints;
  const unnamed = { ...estate, publishingPoints: [{ ...point, serverName: undefined }] };
  const view = new EstateView(unnamed, NOW);
  fillMatrix(view, new Assessor(unnamed, NOW));
  expect(view.populations[0].groups[0].outcome).toMatchObject({
    kind: OutcomeKind.UNKNOWN,
    code: 'bridge-trust-unknown',
  });
  expect(predictWay(way, 'linux-openssl', NOW).kind).toBe(OutcomeKind.WORKS);
});
