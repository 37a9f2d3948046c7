import {
  CertificateSource,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  OutcomeKind,
  RootState,
} from '../../lib';
import { inspectFiles } from '../../lib/cli/inspect/report';
import { reasonsOf } from '../../lib/policy';
import { Declared, NOW } from '../support/declared';
import { generalName as name, issueCertificate, Issued, IssueOptions, keyOf } from '../support/issue';
import { TestVendor } from '../support/purchased';

jest.setTimeout(120_000);

const files = new TestVendor();
const HOST = 'mail.contoso.com';

/** Clients that speak a TLS version of Exchange 2019: the declaration and `inspect` are asked alike. */
const CURRENT = {
  w10: ClientPlatform.WINDOWS_10,
  ios: ClientPlatform.IOS,
  mac: ClientPlatform.MACOS,
  android: ClientPlatform.android('14'),
  chromium: ClientPlatform.LINUX_CHROMIUM,
  firefox: ClientPlatform.LINUX_FIREFOX,
  go: ClientPlatform.LINUX_GO,
  openssl: ClientPlatform.LINUX_OPENSSL,
} as const;
/** Clients that only `inspect` is asked about. */
const OLD = { xp: ClientPlatform.WINDOWS_XP_SP3, vista: ClientPlatform.WINDOWS_VISTA } as const;
const ALL = { ...CURRENT, ...OLD };

type Client = keyof typeof ALL;
/** Code of the first reason by client; `all` for those that are not listed. Left out: the client accepts. */
type Expected = Partial<Record<Client | 'all', string | null>>;

const CA: Partial<IssueOptions> = {
  isCa: true,
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2035-01-01T00:00:00Z'),
};
const rootOf = (more: Partial<IssueOptions> = {}): Issued =>
  issueCertificate({
    ...CA,
    subject: [
      ['O', 'Contoso'],
      ['CN', 'Contoso Root CA'],
    ],
    key: keyOf('rsa2048', 'variant root'),
    ...more,
  });
const issuingOf = (issuer: Issued, more: Partial<IssueOptions> = {}): Issued =>
  issueCertificate({
    ...CA,
    subject: [
      ['O', 'Contoso'],
      ['CN', 'Contoso Issuing CA'],
    ],
    issuer,
    key: keyOf('rsa2048', 'variant issuing'),
    ...more,
  });
const leafOf = (issuer: Issued, more: Partial<IssueOptions> = {}): Issued =>
  issueCertificate({
    subject: HOST,
    dnsNames: [HOST],
    issuer,
    key: keyOf('rsa2048', 'variant leaf'),
    notBefore: new Date('2026-09-01T00:00:00Z'),
    notAfter: new Date('2027-03-01T00:00:00Z'),
    ...more,
  });
const root = rootOf();
const issuing = issuingOf(root);

interface Variant {
  readonly root: Issued;
  /** PEM of each certificate that is sent along. */
  readonly chain: readonly string[];
  readonly leaf: string;
}

const leafIs = (more: Partial<IssueOptions>): Variant => ({
  root,
  chain: [issuing.pem],
  leaf: leafOf(issuing, more).pem,
});
const issuingIs = (more: Partial<IssueOptions>, leaf: Partial<IssueOptions> = {}): Variant => {
  const ca = issuingOf(root, more);
  return { root, chain: [ca.pem], leaf: leafOf(ca, leaf).pem };
};
const rootIs = (more: Partial<IssueOptions>): Variant => {
  const top = rootOf(more);
  const ca = issuingOf(top);
  return { root: top, chain: [ca.pem], leaf: leafOf(ca).pem };
};
const chainIs = (...chain: readonly string[]): Variant => ({ root, chain, leaf: leafOf(issuing).pem });
const network = (address: string): Buffer => name.ip(Buffer.from(address.split(/[./]/).map(Number)));
const daysFrom = (days: number): Date => new Date(Date.UTC(2026, 8, 1) + days * 86_400_000);
/** The same certificate with one bit changed that far from its end. */
const damaged = ({ certificate }: Issued, fromEnd: number): string => {
  const der = Buffer.from(certificate.der);
  der[der.length - fromEnd]! ^= 1;
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
};
const FABRIKAM: Partial<IssueOptions> = {
  subject: [
    ['O', 'Fabrikam'],
    ['CN', HOST],
  ],
};
const CONTOSO: Partial<IssueOptions> = {
  subject: [
    ['O', 'Contoso'],
    ['CN', HOST],
  ],
};
const OUTSIDE: Expected = { all: 'name-constraint' };
const sha1 = { ios: 'weak-hash-refused', mac: 'weak-hash-refused', android: 'weak-hash-refused' };
const measured = (code: string): Expected => ({ chromium: code, firefox: code, go: code, openssl: code });

const VARIANTS: readonly [string, Variant, Expected][] = [
  ['nothing odd', leafIs({}), {}],
  // Name constraints (RFC 5280 4.2.1.10).
  ['permitted DNS, inside', issuingIs({ permitted: [name.dns('contoso.com')] }), {}],
  ['permitted DNS, outside', issuingIs({ permitted: [name.dns('corp.contoso.com')] }), OUTSIDE],
  ['excluded DNS', issuingIs({ excluded: [name.dns('contoso.com')] }), OUTSIDE],
  ['excluded DNS of another', issuingIs({ excluded: [name.dns('fabrikam.com')] }), {}],
  ['every address excluded, none used', issuingIs({ excluded: [network('0.0.0.0/0.0.0.0')] }), {}],
  [
    'every address excluded, one used',
    issuingIs({ excluded: [network('0.0.0.0/0.0.0.0')] }, { ipAddresses: ['10.1.1.1'] }),
    OUTSIDE,
  ],
  [
    'permitted addresses, inside',
    issuingIs({ permitted: [network('10.0.0.0/255.0.0.0')] }, { ipAddresses: ['10.1.1.1'] }),
    {},
  ],
  [
    'permitted addresses, outside',
    issuingIs({ permitted: [network('10.0.0.0/255.0.0.0')] }, { ipAddresses: ['192.168.1.1'] }),
    OUTSIDE,
  ],
  [
    'permitted mailboxes, inside',
    issuingIs({ permitted: [name.email('contoso.com')] }, { emailAddresses: ['a@contoso.com'] }),
    {},
  ],
  [
    'permitted mailboxes, outside',
    issuingIs({ permitted: [name.email('contoso.com')] }, { emailAddresses: ['a@fabrikam.com'] }),
    OUTSIDE,
  ],
  ['permitted subjects, inside', issuingIs({ permitted: [name.directory([['O', 'Contoso']])] }, CONTOSO), {}],
  ['permitted subjects, outside', issuingIs({ permitted: [name.directory([['O', 'Contoso']])] }, FABRIKAM), OUTSIDE],
  [
    'permitted subjects, empty subject',
    issuingIs({ permitted: [name.directory([['O', 'Contoso']])] }, { subject: [] }),
    {},
  ],
  ['a root with constraints', rootIs({ permitted: [name.dns('corp.contoso.com')] }), OUTSIDE],
  // What a CA may do.
  ['a CA for clients', issuingIs({ eku: ['clientAuth'] }), { all: 'eku-chain' }],
  ['a CA for servers', issuingIs({ eku: ['serverAuth'] }), {}],
  ['a CA for any use', issuingIs({ eku: ['anyExtendedKeyUsage'] }), { firefox: 'eku-chain', openssl: 'eku-chain' }],
  ['a root that allows no CA below', rootIs({ pathLength: 0 }), { all: 'path-length' }],
  ['an issuing CA that allows none below', issuingIs({ pathLength: 0 }), {}],
  ['an issuer that is no CA', issuingIs({ isCa: false, eku: null, keyUsage: null }), { all: 'not-a-ca' }],
  ['an issuer that signs only lists', issuingIs({ keyUsage: ['cRLSign'] }), { all: 'key-cert-sign-missing' }],
  // Hashes and keys, by client.
  ['SHA-1', leafIs({ hash: 'sha1' }), { ...sha1, ...measured('weak-hash-refused') }],
  ['SHA-1 on the issuing CA', issuingIs({ hash: 'sha1' }), { ...sha1, ...measured('signature-algorithm') }],
  ['SHA-1 on the root alone', rootIs({ hash: 'sha1' }), {}],
  ['SHA-384', leafIs({ hash: 'sha384' }), {}],
  ['SHA-512', leafIs({ hash: 'sha512' }), {}],
  ['RSASSA-PSS', leafIs({ pss: true }), { xp: 'pss-refused', ios: 'pss-refused', mac: 'pss-refused' }],
  ['P-256', leafIs({ key: keyOf('p256', 'variant') }), { xp: 'client-without-ecdsa' }],
  ['P-384', leafIs({ key: keyOf('p384', 'variant') }), { xp: 'client-without-ecdsa' }],
  ['P-521', leafIs({ key: keyOf('p521', 'variant') }), { xp: 'client-without-ecdsa', chromium: 'key-type-refused' }],
  [
    'RSA of 1024 bits',
    leafIs({ key: keyOf('rsa1024', 'variant') }),
    { ios: 'key-too-short', mac: 'key-too-short', openssl: 'key-too-short' },
  ],
  ['RSA of 768 bits', leafIs({ key: keyOf('rsa768', 'variant') }), { all: 'key-too-short', xp: null, vista: null }],
  [
    'a CA with RSA of 1024 bits',
    issuingIs({ key: keyOf('rsa1024', 'variant CA') }),
    { ios: 'key-too-short', mac: 'key-too-short', openssl: 'key-size' },
  ],
  // Dates.
  ['an issuing CA that expired', issuingIs({ notAfter: new Date('2026-10-01T00:00:00Z') }), { all: 'expired' }],
  ['an issuing CA of the future', issuingIs({ notBefore: new Date('2027-01-01T00:00:00Z') }), { all: 'not-yet-valid' }],
  [
    'an expired one beside its successor of the same key',
    chainIs(issuingOf(root, { notAfter: new Date('2026-10-01T00:00:00Z'), serial: 77n }).pem, issuing.pem),
    {},
  ],
  [
    'a certificate of the past',
    leafIs({ notBefore: new Date('2025-01-01T00:00:00Z'), notAfter: new Date('2026-11-01T00:00:00Z') }),
    { all: 'expired' },
  ],
  [
    'a certificate of the future',
    leafIs({ notBefore: new Date('2026-12-01T00:00:00Z'), notAfter: new Date('2027-11-01T00:00:00Z') }),
    { all: 'not-yet-valid' },
  ],
  ['825 days', leafIs({ notAfter: daysFrom(825) }), {}],
  ['826 days', leafIs({ notAfter: daysFrom(826) }), { ios: 'lifetime-refused', mac: 'lifetime-refused' }],
  [
    'ten years from before the limit',
    leafIs({ notBefore: new Date('2019-06-01T00:00:00Z'), notAfter: new Date('2029-05-01T00:00:00Z') }),
    {},
  ],
  // Uses and names.
  ['no use', leafIs({ eku: null }), { ios: 'server-auth-missing', mac: 'server-auth-missing' }],
  ['for clients', leafIs({ eku: ['clientAuth'] }), { all: 'use-not-server' }],
  [
    'the common name alone',
    leafIs({ dnsNames: [] }),
    { all: 'common-name-ignored', openssl: null, xp: null, vista: null },
  ],
  ['a wildcard', leafIs({ dnsNames: ['*.contoso.com'] }), {}],
  [
    'an unknown critical extension',
    leafIs({ extensions: [{ oid: '1.2.3.4.5', critical: true, value: Buffer.from('0500', 'hex') }] }),
    { all: 'unknown-critical-extension' },
  ],
  // What was changed, or is another's.
  ['a changed signature', { ...leafIs({}), leaf: damaged(leafOf(issuing), 5) }, { all: 'signature' }],
  ['a changed issuing CA', chainIs(damaged(issuing, 5)), { all: 'signature' }],
  [
    'another key of the same name',
    chainIs(issuingOf(root, { key: keyOf('rsa2048', 'impostor') }).pem),
    { all: 'signature' },
  ],
  [
    'the impostor beside the true one',
    chainIs(issuingOf(root, { key: keyOf('rsa2048', 'impostor') }).pem, issuing.pem),
    {},
  ],
];

const CLIENTS = Object.keys(ALL) as Client[];

/** What `inspect` says of each client that holds the root. */
function inspected({ root: top, chain, leaf }: Variant): Record<string, readonly string[]> {
  const input = { name: 'files', bytes: Buffer.from([leaf, ...chain].join('')) };
  const { chains } = inspectFiles([input], { now: NOW, names: [HOST], roots: [top.certificate] });
  const { verdicts } = chains[0]!;
  return Object.fromEntries(
    CLIENTS.map((client) => {
      const found = verdicts.find(({ profile }) => profile === ALL[client].id)!;
      return [client, [found.verdict, ...found.reasons.map(({ code }) => code)]];
    }),
  );
}

/** What the matrix says of the same files, declared as a certificate of the organization's own CA. */
function declared({ root: top, chain, leaf }: Variant): Record<string, readonly string[]> {
  const app = new Declared();
  const ca = InternalCa.fromCertificate(app.stack, 'adcs', { certificateFile: files.write('root.pem', top.pem) });
  const certificate = CertificateSource.issued({
    issuer: ca,
    certificateFile: files.write('leaf.pem', leaf),
    ...(chain.length === 0 ? {} : { chainFile: files.write('chain.pem', chain.join('')) }),
  });
  const cas01 = new ClientAccessServer(app.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15),
    internalHostName: HOST,
    externalHostName: HOST,
    certificate,
  });
  for (const [id, platform] of Object.entries(CURRENT)) {
    new ClientPopulation(app.stack, id, {
      platform,
      place: ClientPlace.OUTSIDE,
      uses: [ClientProtocol.OWA],
      roots: [{ issuer: ca, state: RootState.INSTALLED }],
      servers: [cas01],
    });
  }
  return Object.fromEntries(
    Object.keys(CURRENT).map((client) => {
      const outcome = app.outcome(client, ClientProtocol.OWA);
      if (outcome.kind === OutcomeKind.WORKS) return [client, ['accepts']];
      const verdict = outcome.kind === OutcomeKind.UNKNOWN ? 'unknown' : 'refuses';
      return [client, [verdict, ...reasonsOf(outcome).map(({ code }) => code)]];
    }),
  );
}

test.each(VARIANTS)('%s', (_what, variant, expected) => {
  const shown = inspected(variant);
  const first = Object.fromEntries(CLIENTS.map((client) => [client, shown[client]!.slice(0, 2)]));
  const wanted = CLIENTS.map((client) => {
    const code = expected[client] === undefined ? expected.all : expected[client];
    return [client, code === undefined || code === null ? ['accepts'] : ['refuses', code]];
  });
  expect(first).toEqual(Object.fromEntries(wanted));
  const { xp: _xp, vista: _vista, ...current } = shown;
  expect(declared(variant)).toEqual(current);
});
