import {
  CertificateRole,
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  Level,
  MailDomain,
  PublishingMode,
  PublishingPoint,
  SharedCertificate,
} from '../../lib';
import { PolicyRefusedError } from '../../lib/constructs/refusal';
import { Declared } from '../support/declared';

/** What plain JavaScript lets through: the compiler sees nothing. */
type Anything = any; // eslint-disable-line @typescript-eslint/no-explicit-any

const S = CertificateSource as Anything;
const Platform = ClientPlatform as Anything;

function server(declared: Declared, more: Anything = {}, id = 'cas01'): Anything {
  return new ClientAccessServer(declared.stack, id, {
    version: ExchangeVersion.EXCHANGE_SE,
    internalHostName: `${id}.corp.contoso.com`,
    certificate: CertificateSource.internalCa(new InternalCa(declared.stack, `ca-${id}`, { commonName: 'Contoso' })),
    ...more,
  });
}

function population(declared: Declared, more: Anything): void {
  new ClientPopulation(declared.stack, 'phones', {
    platform: ClientPlatform.WINDOWS_MOBILE_6,
    place: ClientPlace.INSIDE,
    uses: [ClientProtocol.ACTIVE_SYNC],
    servers: [server(declared)],
    ...more,
  });
}

const policy = (declared: Declared): Anything => ClientAccessPolicy.of(declared.stack);
const given = (certificate: unknown) => (declared: Declared) => server(declared, { certificate });
const adds = [
  'addOutlookWebApp',
  'addExchangeControlPanel',
  'addActiveSync',
  'addOutlookAnywhere',
  'addMapiOverHttp',
  'addExchangeWebServices',
  'addOfflineAddressBook',
  'addAutodiscover',
  'addPop3',
  'addImap4',
  'addSmtpSubmission',
];

const CASES: [string, (declared: Declared) => unknown][] = [
  ['a server without props', (d) => new (ClientAccessServer as Anything)(d.stack, 'x')],
  ['a server with null', (d) => new (ClientAccessServer as Anything)(d.stack, 'x', null)],
  ['a version as text', (d) => server(d, { version: 'EXCHANGE_2007_SP3' })],
  ['a version that is null', (d) => server(d, { version: null })],
  ['a version of no product', (d) => server(d, { version: { release: { product: 'x' }, label: 'x' } })],
  ['mail domains as an object', (d) => server(d, { mailDomains: {} })],
  ['mail domains as text', (d) => server(d, { mailDomains: 'contoso.com' })],
  ['a NetBIOS name as number', (d) => server(d, { netBiosName: 5 })],
  ['a certificate as text', given('self-signed')],
  ['a CA as the certificate', (d) => given(new InternalCa(d.stack, 'other', { commonName: 'X' }))(d)],
  ['a factory as the certificate', given(CertificateSource.selfSigned)],
  ['a publishing point as text', (d) => server(d, { publishingPoint: 'tmg' })],
  ...adds.map((add): [string, (declared: Declared) => unknown] => [`${add}(null)`, (d) => server(d)[add](null)]),
  ['listeners as numbers', (d) => server(d).addImap4({ listeners: [993] })],
  ['a listener that is null', (d) => server(d).addImap4({ listeners: [null] })],
  ['a listener without encryption', (d) => server(d).addImap4({ listeners: [{ port: 993 }] })],
  ['a port twice', (d) => server(d).addImap4({ listeners: [993, 993].map((port) => ({ port, encryption: 'tls' })) })],
  ['an authentication that is none', (d) => server(d).addOutlookWebApp({ authentication: ['magic'] })],
  ['a mode that is none', (d) => server(d).addActiveSync({ clientCertificates: 'yes' })],
  ['published as text', (d) => server(d).addActiveSync({ published: 'no' })],
  ['removing no protocol', (d) => server(d).removeProtocol()],
  ['assigning to no role', (d) => server(d).assignCertificate('ftp', CertificateSource.selfSigned())],
  ['assigning nothing', (d) => server(d).assignCertificate(CertificateRole.IMAP)],
  ['a platform as text', (d) => population(d, { platform: 'ios' })],
  ...[undefined, null, 17, NaN, {}, ''].flatMap((release): [string, (declared: Declared) => unknown][] => [
    [`iOS ${String(release)}`, (d) => population(d, { platform: Platform.ios(release) })],
    [`Windows 10 ${String(release)}`, (d) => population(d, { platform: Platform.windows10(release) })],
  ]),
  ['a place that is none', (d) => population(d, { place: 'moon' })],
  ['uses left out', (d) => population(d, { uses: undefined })],
  ['uses that are no protocols', (d) => population(d, { uses: ['gopher'] })],
  ['servers left out', (d) => population(d, { servers: undefined })],
  ['servers by name', (d) => population(d, { servers: ['cas01'] })],
  ['a root state that is none', (d) => population(d, { rootState: 'here' })],
  ['roots with null', (d) => population(d, { roots: [null] })],
  ['roots with a server by name', (d) => population(d, { roots: [{ server: 'cas01', state: 'installed' }] })],
  [
    'a mode of publishing that is none',
    (d) => new PublishingPoint(d.stack, 'p', { mode: 'x' as Anything, hostNames: [] }),
  ],
  [
    'publishing under names left out',
    (d) => new PublishingPoint(d.stack, 'p', { mode: PublishingMode.BRIDGING } as Anything),
  ],
  ['a mail domain without props', (d) => new (MailDomain as Anything)(d.stack, 'm')],
  ['a CA without props', (d) => new (InternalCa as Anything)(d.stack, 'c')],
  [
    'a key algorithm as text',
    (d) => new InternalCa(d.stack, 'c', { commonName: 'X', keyAlgorithm: 'RSA' as Anything }),
  ],
  ['years of a CA beyond all measure', (d) => new InternalCa(d.stack, 'c', { commonName: 'X', validityDays: 1e9 })],
  ['an existing CA without a key', (d) => (InternalCa as Anything).fromPem(d.stack, 'c', { certificatePem: 5 })],
  ['internalCa()', (d) => given(S.internalCa())(d)],
  ['internalCa of a name', (d) => given(S.internalCa('Contoso'))(d)],
  ['selfSigned(null)', (d) => given(S.selfSigned(null))(d)],
  ['installedByExchange(null)', (d) => given(S.installedByExchange(null))(d)],
  ['purchased()', (d) => given(S.purchased())(d)],
  ['purchasedPfx({})', (d) => given(S.purchasedPfx({}))(d)],
  ['purchaseOrder(null)', (d) => given(S.purchaseOrder(null))(d)],
  ['a share beyond the lifetime', (d) => given(S.purchaseOrder({ renewAtShare: 5 }))(d)],
  ['a shared certificate of nothing', (d) => given(new SharedCertificate(d.stack, 's', {} as Anything))(d)],
  ['an acknowledgement of nothing', (d) => policy(d).acknowledge({})],
  ['an acknowledgement until a Date', (d) => policy(d).acknowledge({ rule: 'x', reason: 'y', expires: new Date(0) })],
  ['a level that is none', (d) => policy(d).setLevel('mail-protocol-in-clear', 'loud')],
  ['a level for no rule', (d) => policy(d).setLevel('no-such-rule', Level.ERROR)],
  ['refusing from a level that is none', (d) => policy(d).refuseFrom('loud')],
  ['no packs', (d) => policy(d).usePacks()],
  ['a pack that is none', (d) => policy(d).addPack({})],
  ...[undefined, 5, {}, '/dev/zero', '/'].flatMap((file): [string, (declared: Declared) => unknown][] => [
    [`roots from ${String(file)}`, (d) => policy(d).useCommercialRoots(file)],
    [`a baseline from ${String(file)}`, (d) => policy(d).useBaseline(file)],
  ]),
  ['a clock as text', (d) => policy(d).useClock('2026-01-01')],
  ['a clock without time', (d) => policy(d).useClock(new Date('x'))],
];

describe('what only TypeScript would refuse is refused at synth, with what is allowed', () => {
  test.each(CASES)('%s', (_, declare) => {
    const declared = new Declared();
    declare(declared);
    const findings = declared.findings('declaration-invalid');
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, fix } of findings) {
      expect(message).not.toMatch(/\[object|undefined is not|TypeError/);
      expect(fix).not.toBe('');
    }
    expect(() => declared.app.synth()).toThrow(PolicyRefusedError);
  });
});

test.each([undefined, null, 'contoso', {}])('the policy of %p, which is no construct', (scope) => {
  expect(() => ClientAccessPolicy.of(scope as Anything)).toThrow(
    /^ClientAccessPolicy\.of: the scope is .*; give the app/,
  );
});
