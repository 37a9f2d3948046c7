import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  RootState,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { Declared, NOW } from '../support/declared';
import { issueCertificate, Issued, IssueOptions, keyOf } from '../support/issue';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();
const CA_OF_2003: Partial<IssueOptions> = {
  isCa: true,
  hash: 'sha1',
  notBefore: new Date('2003-01-01T00:00:00Z'),
  notAfter: new Date('2023-01-01T00:00:00Z'),
};
const oldRoot = issueCertificate({
  ...CA_OF_2003,
  subject: 'Old Commercial Root',
  key: keyOf('rsa1024', 'old-root'),
  version: 1,
});
const oldIssuing = issueCertificate({
  ...CA_OF_2003,
  subject: 'Old Commercial Server CA',
  issuer: oldRoot,
  key: keyOf('rsa1024', 'old-issuing'),
});

interface Given {
  readonly now?: Date;
  readonly roots: Issued[];
  /** The server's certificate first. */
  readonly files: readonly string[];
  readonly platforms?: readonly ClientPlatform[];
}

function judged({ now = NOW, roots, files, platforms = [ClientPlatform.WINDOWS_10] }: Given): Declared {
  const declared = new Declared(now);
  ClientAccessPolicy.of(declared.app).useCommercialRoots(
    vendor.write('roots-of-test.pem', roots.map(({ pem }) => pem).join('')),
  );
  const certificate = CertificateSource.purchased({
    certificateFile: vendor.write('server.pem', files[0]),
    ...(files.length > 1 ? { chainFile: vendor.write('chain.pem', files.slice(1).join('')) } : {}),
  });
  const cas01 = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate,
  });
  for (const platform of platforms) {
    new ClientPopulation(declared.stack, platform.id, {
      platform,
      place: ClientPlace.OUTSIDE,
      uses: [ClientProtocol.ACTIVE_SYNC],
      roots: roots.map(({ certificate: { sha256 } }) => ({ fingerprint: sha256, state: RootState.PREINSTALLED })),
      servers: [cas01],
    });
  }
  return declared;
}

const outcomeOf = (declared: Declared, platform: ClientPlatform = ClientPlatform.WINDOWS_10) =>
  declared.outcome(platform.id, ClientProtocol.ACTIVE_SYNC);
const broken = (declared: Declared) => declared.findings('certificate-path-broken');

describe('rules for public CAs bind by the day of issue, what a client accepts by the client', () => {
  const of2008 = (more: Partial<IssueOptions> = {}): Issued =>
    issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: oldIssuing,
      key: keyOf('rsa1024', 'server-of-2008'),
      hash: 'sha1',
      notBefore: new Date('2008-03-01T00:00:00Z'),
      notAfter: new Date('2010-03-01T00:00:00Z'),
      ...more,
    });
  const ITS_TIME = [
    ClientPlatform.WINDOWS_XP_SP3,
    ClientPlatform.WINDOWS_VISTA,
    ClientPlatform.WINDOWS_MOBILE_5,
    ClientPlatform.WINDOWS_MOBILE_6,
  ];
  const in2008 = (leaf: Issued): Declared =>
    judged({
      now: new Date('2008-06-01T00:00:00Z'),
      roots: [oldRoot],
      files: [leaf.pem, oldIssuing.pem],
      platforms: ITS_TIME,
    });

  test('SHA-1, a key of 1024 bits and a root of version 1 are no fault of 2008', () => {
    const declared = in2008(of2008());
    expect(ITS_TIME.map((platform) => outcomeOf(declared, platform).kind)).toEqual(ITS_TIME.map(() => 'works'));
    expect(declared.report.summary.errors).toBe(0);
    expect(declared.rulesBroken).not.toEqual(
      expect.arrayContaining(['hash-outdated', 'rsa-key-too-short', 'tls-1-2-missing']),
    );
  });

  test('a host name in the common name alone is none either', () => {
    const declared = in2008(of2008({ dnsNames: [] }));
    expect(outcomeOf(declared, ClientPlatform.WINDOWS_XP_SP3).kind).toBe('works');
    expect(broken(declared)).toEqual([]);
  });

  test('the same hash in a certificate of today breaks the rules of today', () => {
    const leaf = vendor.issue(['mail.contoso.com'], {
      issuer: vendor.root,
      hash: 'sha1',
      notAfter: new Date('2026-12-31'),
    });
    const declared = judged({
      now: new Date('2026-10-01T00:00:00Z'),
      roots: [vendor.root],
      files: [leaf.pem],
      platforms: [ClientPlatform.IOS],
    });
    expect(outcomeOf(declared, ClientPlatform.IOS)).toMatchObject({ kind: 'fails', code: 'weak-hash-refused' });
    expect(declared.findings('hash-outdated')).toHaveLength(1);
  });

  test('an old SHA-1 intermediate below a current root: refused by those who refuse SHA-1', () => {
    const issuing = issueCertificate({
      isCa: true,
      subject: 'SHA-1 Issuing CA',
      issuer: vendor.root,
      hash: 'sha1',
      notBefore: new Date('2015-01-01T00:00:00Z'),
      notAfter: new Date('2030-01-01T00:00:00Z'),
    });
    const leaf = vendor.issue(['mail.contoso.com'], { issuer: issuing });
    const platforms = [ClientPlatform.IOS, ClientPlatform.WINDOWS_XP_SP3];
    const declared = judged({ roots: [vendor.root], files: [leaf.pem, issuing.pem], platforms });
    expect(platforms.map((platform) => outcomeOf(declared, platform))).toMatchObject([
      { kind: 'fails', code: 'weak-hash-refused' },
      { kind: 'works' },
    ]);
  });
});

describe('the reason names the certificate and the true cause', () => {
  const leaf = vendor.issue(['mail.contoso.com']);

  test('a certificate that was changed after it was signed', () => {
    const der = Buffer.from(leaf.certificate.der);
    der[der.indexOf('mail.contoso.com')] ^= 1;
    const changed = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
    const [finding] = broken(judged({ roots: [vendor.root], files: [changed, vendor.issuing.pem] }));
    expect(finding.message).toMatch(/is not the issuer's.*was changed after it was signed.*server\.pem, certificate 1/);
    expect(finding.fix).not.toContain('append');
  });

  test('an issuer of the same name with another key', () => {
    const twin = issueCertificate({
      subject: 'Test Commercial Issuing CA',
      issuer: vendor.root,
      isCa: true,
      key: keyOf('p256', 'twin'),
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2040-01-01T00:00:00Z'),
    });
    const [finding] = broken(judged({ roots: [vendor.root], files: [leaf.pem, twin.pem] }));
    expect(finding.message).toMatch(/is not the issuer's.*same name and another key/);
  });

  test('an intermediate that expired is named, and where its successor is', () => {
    const issuing = issueCertificate({
      subject: 'Expired Issuing CA',
      issuer: vendor.root,
      isCa: true,
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2026-10-01T00:00:00Z'),
    });
    const below = vendor.issue(['mail.contoso.com'], {
      issuer: issuing,
      caIssuerUrls: ['http://vendor.example/issuing.cer'],
    });
    const declared = judged({ roots: [vendor.root], files: [below.pem, issuing.pem] });
    const [finding] = broken(declared);
    expect(finding.message).toMatch(/intermediate certificate Expired Issuing CA expired on 2026-10-01.*chain\.pem/);
    expect(finding.fix).toMatch(/http:\/\/vendor\.example\/issuing\.cer/);
    expect(outcomeOf(declared)).toMatchObject({ kind: 'fails', code: 'expired' });
  });

  test('a root that is there and that nobody trusts', () => {
    const other = issueCertificate({ subject: 'Nobody Root', isCa: true, notAfter: new Date('2036-01-01') });
    const below = vendor.issue(['mail.contoso.com'], { issuer: other });
    const [finding] = broken(judged({ roots: [vendor.root], files: [below.pem, other.pem] }));
    expect(finding.message).toMatch(/ends at the root Nobody Root, which is not in the client's store/);
  });

  test('two certificates of one path that break for one reason are two findings', () => {
    const unheardOf = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: Buffer.from([5, 0]) };
    const issuing = issueCertificate({
      subject: 'Odd Issuing CA',
      issuer: vendor.root,
      isCa: true,
      key: keyOf('p256', 'odd-issuing'),
      extensions: [unheardOf],
    });
    const below = vendor.issue(['mail.contoso.com'], { issuer: issuing, extensions: [unheardOf] });
    const findings = broken(judged({ roots: [vendor.root], files: [below.pem, issuing.pem] }));
    expect(findings).toHaveLength(2);
    expect(new Set(findings.map(({ key }) => key)).size).toBe(2);
    expect(new Set(findings.map(({ message }) => message)).size).toBe(2);
  });
});

describe('a chain that ends in several roots', () => {
  const newRoot = issueCertificate({
    subject: 'New Root',
    isCa: true,
    key: keyOf('p256', 'new-root'),
    notBefore: new Date('2022-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
  });
  const cross = issueCertificate({
    subject: 'New Root',
    issuer: vendor.root,
    isCa: true,
    key: keyOf('p256', 'new-root'),
    notBefore: new Date('2022-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
  });
  const leaf = vendor.issue(['mail.contoso.com'], { issuer: newRoot });

  test('names both, and the one that the client holds is enough', () => {
    const declared = judged({ roots: [newRoot, vendor.root], files: [leaf.pem, cross.pem] });
    const { certificates, anchors } = Registry.of(declared.app).estate();
    const ids = [certificates[0].anchor, ...(certificates[0].furtherAnchors ?? [])];
    expect(ids.map((id) => anchors.find((anchor) => anchor.id === id)?.name)).toEqual([
      'New Root',
      'Test Commercial Root',
    ]);
    expect(outcomeOf(declared).kind).toBe('works');
  });

  test('without the cross-signed certificate only one is left', () => {
    const declared = judged({ roots: [newRoot, vendor.root], files: [leaf.pem] });
    expect(Registry.of(declared.app).estate().certificates[0].furtherAnchors).toEqual([]);
  });
});

describe('files beside the chain', () => {
  const server = vendor.issue(['mail.contoso.com']).pem;
  const notesOf = (...files: string[]): string[] =>
    judged({ roots: [vendor.root], files: [server, ...files] })
      .findings('chain-built-by-windows')
      .map(({ message }) => message);

  test('a certificate of no path is named', () => {
    expect(notesOf(vendor.issuing.pem, oldIssuing.pem)).toEqual([expect.stringContaining('Old Commercial Server CA')]);
  });

  test('what is missing is noted', () => {
    expect(notesOf()).toEqual([expect.stringContaining('does not have every CA')]);
  });

  test('a whole chain is silent', () => {
    expect(notesOf(vendor.issuing.pem)).toEqual([]);
  });
});
