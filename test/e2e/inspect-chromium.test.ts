import { inspectFiles } from '../../lib/cli/inspect/report';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { generalName, issueCertificate, keyOf, type Issued, type IssueOptions, type KeyKind } from '../support/issue';
import { CaseMaker, type RealityCase } from './reality/case';
import { chromiumClient } from './reality/clients/chromium';
import { draw, generate } from './reality/generate';
import { attemptAt, RealityServers, type ServedCase } from './reality/servers';
import { USUAL } from './reality/specification';
import { describeWith, type ClientOutcome } from './support';

const SEED = 20_261_130;
const HOST = 'mail.contoso.com';
const DAY_MS = 86_400_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const dates = { notBefore: new Date(now.getTime() - 10 * DAY_MS), notAfter: new Date(now.getTime() + 80 * DAY_MS) };

jest.setTimeout(300_000);

const root = issueCertificate({ subject: 'Variant Root CA', isCa: true, key: 'rsa2048', ...dates });

/** Certificates of internal CAs that break a standard, or use what few clients know. */
const VARIANTS: Readonly<Record<string, Partial<IssueOptions> & { readonly host?: string }>> = {
  usual: {},
  'ldap URL of the issuer': { caIssuerUrls: ['ldap:///CN=Contoso%20CA,CN=AIA?cACertificate'] },
  'https URL of the issuer': { caIssuerUrls: ['https://pki.contoso.com/ca.crt'] },
  'no authorityKeyIdentifier': { without: [OID.authorityKeyIdentifier] },
  'authorityKeyIdentifier by issuer and serial': {
    without: [OID.authorityKeyIdentifier],
    extensions: [
      {
        oid: OID.authorityKeyIdentifier,
        value: der.sequence(
          der.context(1, true, generalName.directory([['CN', 'Variant Root CA']])),
          der.context(2, false, root.certificate.serialOctets),
        ),
      },
    ],
  },
  'serverAuth and any use': { eku: ['serverAuth', 'anyExtendedKeyUsage'] },
  'any use alone': { eku: ['anyExtendedKeyUsage'] },
  'no extended key usage': { eku: null },
  'clientAuth alone': { eku: ['clientAuth'] },
  'serial number 0': { serial: 0n },
  'keyCertSign on a leaf': { keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'] },
  'an underscore beside the name': { dnsNames: [HOST, 'mail_1.contoso.com'] },
  'an address as DNS name beside the name': { dnsNames: [HOST, '192.0.2.1'] },
  'a URL as DNS name beside the name': { dnsNames: [HOST, 'https://mail.contoso.com/owa'] },
  'a trailing dot beside the name': { dnsNames: [HOST, 'autodiscover.contoso.com.'] },
  'only a name with a trailing dot': { dnsNames: [`${HOST}.`] },
  'only another name': { dnsNames: ['www.contoso.com'] },
  'no names': { dnsNames: [] },
  'P-256': { key: 'p256' },
  'P-384': { key: 'p384' },
  'P-521': { key: 'p521' },
  Ed25519: { key: 'ed25519' },
  Ed448: { key: 'ed448' },
  'RSASSA-PSS key': { key: 'pss2048' },
  'RSA 1024': { key: 'rsa1024' },
  'critical extension that nobody knows': {
    extensions: [{ oid: '1.3.6.1.4.1.99999.1', critical: true, value: der.nullValue() }],
  },
  'key usage without signatures': { keyUsage: ['keyEncipherment'] },
  'ten years': { notAfter: new Date(dates.notBefore.getTime() + 3650 * DAY_MS) },
  expired: { notAfter: new Date(now.getTime() - DAY_MS) },
};

/** What CAs between root and leaf look like. */
const ISSUERS: Readonly<Record<string, Partial<IssueOptions>>> = {
  'basicConstraints not critical': {
    without: [OID.basicConstraints],
    extensions: [{ oid: OID.basicConstraints, value: der.sequence(der.boolean(true)) }],
  },
  'no subjectKeyIdentifier': { without: [OID.subjectKeyIdentifier] },
  'SHA-1': { hash: 'sha1' },
};

function variantCase(name: string, leaf: Issued, served: readonly Issued[], host = HOST): RealityCase {
  const id = `variant-${name.replace(/\W+/g, '-')}`;
  return { id, name, specification: USUAL, host, leaf, served, anchor: root, installed: true, storePem: root.pem };
}

function variants(): RealityCase[] {
  const leaf = (name: string, options: Partial<IssueOptions>, issuer: Issued): Issued =>
    issueCertificate({
      subject: [
        ['OU', name],
        ['CN', HOST],
      ],
      dnsNames: [HOST],
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      ...dates,
      ...options,
      issuer,
      key: keyOf((options.key as KeyKind | undefined) ?? 'rsa2048', 'variant'),
    });
  const direct = Object.entries(VARIANTS).map(([name, { host, ...options }]) =>
    variantCase(name, leaf(name, options, root), [], host),
  );
  const below = Object.entries(ISSUERS).map(([name, options]) => {
    const subject = `Variant Issuing CA, ${name}`;
    const ca = issueCertificate({
      subject,
      isCa: true,
      issuer: root,
      key: 'rsa2048',
      ...dates,
      ...options,
    });
    return variantCase(`issuing CA: ${name}`, leaf(name, {}, ca), [ca]);
  });
  return [...direct, ...below];
}

/** What inspect says of Chromium, and of current clients in general. */
function inspected(one: ServedCase): { chromium: string; current: string } {
  const files = [one.leaf, ...one.served].map(({ pem }, i) => ({ name: `${i}.pem`, bytes: Buffer.from(pem) }));
  const { chains } = inspectFiles(files, { now, names: [one.host], roots: [one.anchor.certificate] });
  const { verdicts } = chains.find(({ path }) => path[0]!.sha256 === one.leaf.certificate.sha256)!;
  const of = (profile: string): string => verdicts.find((verdict) => verdict.profile === profile)!.verdict;
  return { chromium: of('linux-chromium'), current: of('current') };
}

describeWith(['chromium', 'certutil'], 'inspect beside Chromium', () => {
  let servers: RealityServers;
  let outcomes: Map<string, ClientOutcome>;

  beforeAll(async () => {
    const maker = new CaseMaker(now);
    const usable = generate(600, SEED).filter(
      ({ installed, source }) => installed === 'yes' && source !== 'self-signed-ca',
    );
    const drawn = draw(usable, 60, SEED).map((specification) => maker.make(specification));
    servers = await RealityServers.start([...variants(), ...drawn]);
    outcomes = await chromiumClient.tryAll(servers.served.map(attemptAt));
  });
  afterAll(() => servers?.stop());

  test('no refusal is said of what Chromium accepts, and no acceptance of what it refuses', () => {
    const wrong: object[] = [];
    const counts = { accepted: 0, refused: 0 };
    for (const one of servers.served) {
      const observed = outcomes.get(one.id)!;
      counts[observed.outcome]++;
      const { chromium, current } = inspected(one);
      const contradicted = observed.outcome === 'accepted' ? 'refuses' : 'accepts';
      if (chromium === contradicted || current === contradicted)
        wrong.push({ name: one.name, observed: observed.detail, chromium, current });
    }
    expect(wrong).toEqual([]);
    // Neither all accepted nor all refused: a browser that can't connect at all contradicts little.
    expect(counts.accepted).toBeGreaterThan(10);
    expect(counts.refused).toBeGreaterThan(10);
  });
});
