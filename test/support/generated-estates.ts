import * as fc from 'fast-check';
import { APPLICATIONS, PLATFORMS } from '../../lib/clients';
import {
  CertificateSourceKind,
  CertificateState,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  HostName,
  KeyType,
  PublishingMode,
  PublishingPoint,
  RevocationStatus,
  RootState,
  TrustAnchor,
  TrustAnchorKind,
} from '../../lib/model';
import { TestBinding, TestCertificate, TestEstateProps, TestPopulation, TestServer } from '../../lib/testing';

const HOSTS = ['mail.contoso.com', 'autodiscover.contoso.com', 'cas01.corp.contoso.com', 'a_b.contoso.com'];
const PATTERNS = ['*.contoso.com', '*.corp.contoso.com', '*.com', 'ma*.contoso.com'];
const ANCHORS: Record<string, Partial<TrustAnchor>> = {
  root: {},
  ca: { kind: TrustAnchorKind.PRIVATE },
  self: { kind: TrustAnchorKind.SELF_SIGNED },
  self2: { kind: TrustAnchorKind.SELF_SIGNED, endEntity: false },
};
const RELEASES: ExchangeRelease[] = [
  { product: ExchangeProduct.EXCHANGE_2007, servicePack: 0 },
  { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 },
  { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 },
  { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3, updateRollup: 12 },
  { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 4 },
  { product: ExchangeProduct.EXCHANGE_2013, servicePack: 0 },
  { product: ExchangeProduct.EXCHANGE_2013 },
  { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23 },
  { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23, securityUpdate: '2024-04' },
  { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 },
  { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 14, securityUpdate: '2024-04' },
  { product: ExchangeProduct.EXCHANGE_2019 },
  { product: ExchangeProduct.EXCHANGE_SE },
  { product: ExchangeProduct.EXCHANGE_SE, cumulativeUpdate: 1 },
];

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

function oneOf<T>(values: Record<string, T>): fc.Arbitrary<T> {
  return fc.constantFrom(...Object.values(values));
}

const host = fc.constantFrom(...HOSTS);

const facts = fc.record({
  dnsNames: maybe(
    fc
      .uniqueArray(fc.constantFrom(...HOSTS, ...PATTERNS), { maxLength: 4 })
      .map((names) => names.map((value): HostName => ({ value }))),
  ),
  ipAddresses: fc.constantFrom<string[]>([], ['10.0.0.1']),
  commonName: maybe(host),
  lifetimeSeconds: maybe(fc.constantFrom(47, 90, 398, 825, 826, 3650).map((days) => days * 86_400)),
  notBefore: maybe(fc.constantFrom('2018-05-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z')),
  notAfter: maybe(fc.constantFrom('2026-05-30T00:00:00.000Z', '2027-05-30T00:00:00.000Z', '2026-05-29T00:00:00.000Z')),
  keyType: maybe(oneOf(KeyType)),
  keyBits: maybe(fc.constantFrom(256, 384, 521, 1024, 2048)),
  signatureHash: maybe(fc.constantFrom('sha1', 'md5', 'sha256', 'sha512')),
  selfSigned: maybe(fc.boolean()),
  isCa: maybe(fc.boolean()),
  extendedKeyUsages: maybe(fc.constantFrom<string[]>([], ['serverAuth'], ['clientAuth'], ['anyExtendedKeyUsage'])),
  keyUsages: maybe(fc.constantFrom<string[]>([], ['digitalSignature'], ['keyEncipherment'], ['keyCertSign'])),
  hasPolicies: maybe(fc.boolean()),
});

const certificate: fc.Arbitrary<TestCertificate> = fc.record({
  source: oneOf(CertificateSourceKind),
  state: oneOf(CertificateState),
  exchangeDefault: fc.boolean(),
  revocation: oneOf(RevocationStatus),
  anchor: maybe(fc.constantFrom(...Object.keys(ANCHORS))),
  furtherAnchors: fc.constantFrom<string[] | undefined>(undefined, ['ca'], ['root']),
  uses: fc.constant([]),
  faults: fc.constantFrom([], [{ code: 'issuer-missing', message: 'the issuer is missing', fix: 'add it' }]),
  facts,
});

const population: fc.Arbitrary<TestPopulation> = fc.record({
  platform: fc.constantFrom(...PLATFORMS.map(({ id }) => id), 'nobody-knows'),
  application: maybe(fc.constantFrom(...APPLICATIONS.map(({ id }) => id))),
  // Written out: a new place would change every estate that a seed gives.
  place: fc.constantFrom(ClientPlace.INSIDE, ClientPlace.OUTSIDE, ClientPlace.OUTSIDE_WITH_VPN),
  management: oneOf(ClientManagement),
  clientCertificates: fc.boolean(),
  roots: fc.uniqueArray(fc.record({ anchor: fc.constantFrom(...Object.keys(ANCHORS)), state: oneOf(RootState) }), {
    selector: ({ anchor }) => anchor,
    maxLength: 2,
  }),
});

const binding: fc.Arbitrary<TestBinding> = fc.record({
  protocol: oneOf(ClientProtocol),
  clientCertificates: oneOf(ClientCertificateMode),
  certificatePrincipalName: maybe(fc.constantFrom('none', 'msstd:*.contoso.com')),
});

const point: fc.Arbitrary<Partial<PublishingPoint>> = fc.record({
  mode: oneOf(PublishingMode),
  certificate: maybe(fc.constantFrom('one', 'two')),
  trusts: maybe(fc.constantFrom<string[]>([], ['ca'])),
  verifiesServer: maybe(fc.boolean()),
  hostNames: fc.constantFrom<HostName[]>([], [{ value: 'mail.contoso.com' }]),
});

/** A server of a generated estate: every member is there, so that a like one can take it. */
type GeneratedServer = Pick<
  TestServer,
  'release' | 'certificate' | 'internalHost' | 'externalHost' | 'publishingPoint' | 'protocols'
>;

const server: fc.Arbitrary<GeneratedServer> = fc.record({
  release: fc.constantFrom(...RELEASES),
  certificate: fc.constantFrom('one', 'two', 'three'),
  internalHost: host,
  externalHost: fc.option(host),
  publishingPoint: maybe(fc.constantFrom('app/point1', 'app/point2')),
  protocols: fc.uniqueArray(binding, { selector: ({ protocol }) => protocol, minLength: 1, maxLength: 4 }),
});

const SERVER_MEMBERS = [
  'release',
  'certificate',
  'internalHost',
  'externalHost',
  'publishingPoint',
  'protocols',
] as const;
const FACTS = [
  'dnsNames',
  'ipAddresses',
  'commonName',
  'lifetimeSeconds',
  'notBefore',
  'notAfter',
  'keyType',
  'keyBits',
  'signatureHash',
  'selfSigned',
  'isCa',
  'extendedKeyUsages',
  'keyUsages',
  'hasPolicies',
] as const;
const CERTIFICATE_MEMBERS = [
  'source',
  'state',
  'exchangeDefault',
  'revocation',
  'anchor',
  'furtherAnchors',
  'faults',
] as const;

/** A value that differs from another in one member, at most. */
function withMember<T extends object>(value: T, other: T, member: keyof T): T {
  return { ...value, [member]: other[member] };
}

/** Servers that are nearly alike: each differs from the first in one member or two. */
const servers: fc.Arbitrary<TestServer[]> = fc
  .tuple(server, server, fc.constantFrom(...SERVER_MEMBERS), fc.constantFrom(...SERVER_MEMBERS))
  .map(([one, other, member, another]) => [
    one,
    withMember(one, other, member),
    { ...withMember(one, other, another), certificate: 'two' },
    { ...one, certificate: 'three' },
    { ...one, certificate: 'one' },
  ]);

/** Certificates that are nearly alike: `two` differs from `one` in a fact, `three` in another member. */
const certificates: fc.Arbitrary<Record<string, TestCertificate>> = fc
  .tuple(certificate, certificate, fc.constantFrom(...FACTS), fc.constantFrom(...CERTIFICATE_MEMBERS))
  .map(([one, other, fact, member]) => ({
    one,
    two: { ...one, facts: withMember(one.facts ?? {}, other.facts ?? {}, fact) },
    three: withMember(one, other, member),
  }));

/** Estates in which nearly like servers meet few kinds of clients: whatever decides a cell is the one thing that differs somewhere. */
export const nearlyAlike: fc.Arbitrary<TestEstateProps> = fc.record({
  servers,
  certificates,
  anchors: fc.constant(ANCHORS),
  publishingPoints: fc.array(point, { minLength: 2, maxLength: 2 }),
  populations: fc
    .array(population, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one, i) => ({ ...one, name: `c${i}`, uses: Object.values(ClientProtocol) }))),
});
