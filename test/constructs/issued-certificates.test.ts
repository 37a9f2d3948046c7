import { TerraformVariable } from 'cdktf';
import {
  CertificateSource,
  ClientAccessServer,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  ICertificateIssuer,
  ICertificateSource,
  InternalCa,
  RootState,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { makeCrl } from '../../lib/pki';
import { Declared } from '../support/declared';
import { generalName, issueCertificate, Issued, IssueOptions, keyOf } from '../support/issue';
import { crlNumber, crlScope, listWith, makeCsr } from '../support/issue-other';
import { TestVendor } from '../support/purchased';

const files = new TestVendor();
const YEARS: Partial<IssueOptions> = {
  isCa: true,
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2035-01-01T00:00:00Z'),
};
const root = issueCertificate({ ...YEARS, subject: 'Contoso Root CA', key: keyOf('p256', 'adcs-root') });
const issuing = issueCertificate({ ...YEARS, subject: 'Contoso Issuing CA', issuer: root, key: keyOf('p256', 'adcs') });
const leaf = files.issue(['mail.contoso.com'], { issuer: issuing });

function caOf(declared: Declared, certificates: readonly Issued[] = [issuing, root], crlFiles: string[] = []) {
  return InternalCa.fromCertificate(declared.stack, 'adcs', {
    certificateFile: files.write('adcs.pem', certificates.map(({ pem }) => pem).join('')),
    crlFiles,
  });
}

function serve(declared: Declared, certificate: ICertificateSource, ca: ICertificateIssuer): ClientAccessServer {
  const cas01 = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(13),
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate,
  });
  const base = { uses: [ClientProtocol.ACTIVE_SYNC], servers: [cas01] };
  new ClientPopulation(declared.stack, 'domain', {
    ...base,
    platform: ClientPlatform.WINDOWS_10,
    place: ClientPlace.INSIDE,
    management: ClientManagement.DOMAIN_JOINED,
  });
  new ClientPopulation(declared.stack, 'phones', {
    ...base,
    platform: ClientPlatform.IOS,
    place: ClientPlace.OUTSIDE,
  });
  new ClientPopulation(declared.stack, 'enrolled', {
    ...base,
    platform: ClientPlatform.IOS,
    place: ClientPlace.OUTSIDE,
    roots: [{ issuer: ca, state: RootState.INSTALLED }],
  });
  return cas01;
}

const kinds = (declared: Declared) =>
  ['domain', 'phones', 'enrolled'].map((population) => declared.kind(population, ClientProtocol.ACTIVE_SYNC));
const certificate = (declared: Declared) => Registry.of(declared.app).estate().certificates[0];

describe('a certificate that the own CA issued elsewhere', () => {
  test.each([
    ['a file', () => ({ certificateFile: files.write('mail.cer', leaf.certificate.der) })],
    ['text', () => ({ certificatePem: leaf.pem })],
    [
      'a file with the chain in another',
      () => ({
        certificateFile: files.write('leaf.pem', leaf.pem),
        chainFile: files.write('chain.pem', issuing.pem + root.pem),
      }),
    ],
  ])('%s works where the root is pushed or installed, and nowhere else', (_, given) => {
    const declared = new Declared();
    const ca = caOf(declared);
    serve(declared, CertificateSource.issued({ issuer: ca, ...given() }), ca);
    expect(kinds(declared)).toEqual(['works', 'prompts', 'works']);
    expect(certificate(declared)).toMatchObject({ source: 'internal-ca', state: 'issued', faults: [] });
    expect(declared.findings('certificate-path-broken')).toEqual([]);
  });

  test('a Terraform value is judged when Terraform knows it', () => {
    const declared = new Declared();
    const ca = caOf(declared);
    const variable = new TerraformVariable(declared.stack, 'mail-certificate', { type: 'string' });
    serve(declared, CertificateSource.issued({ issuer: ca, certificatePem: variable.stringValue }), ca);
    expect(kinds(declared)).toEqual(['unknown', 'prompts', 'unknown']);
    expect(certificate(declared)).toMatchObject({ state: 'declared', pemExpression: '${var.mail-certificate}' });
    expect(JSON.stringify(declared.synth())).toContain('${var.mail-certificate}');
  });

  test('a request that people gave to the CA: ordered, and issued as soon as the file is there', () => {
    const key = keyOf('rsa2048', 'request');
    const csrFile = files.write(
      'request.req',
      makeCsr({ subject: [['CN', 'mail.contoso.com']], key, dnsNames: ['mail.contoso.com'] }),
    );
    const later = (certificateFile: string): Declared => {
      const declared = new Declared();
      const ca = caOf(declared);
      serve(declared, CertificateSource.issued({ issuer: ca, csrFile, certificateFile }), ca);
      return declared;
    };
    const before = later('/nowhere/mail.cer');
    expect(certificate(before).state).toBe('ordered');
    expect(before.findings('certificate-ordered')).toHaveLength(1);
    expect(before.report.summary.errors).toBe(0);
    const after = later(files.write('answer.cer', files.issue(['mail.contoso.com'], { issuer: issuing, key }).pem));
    expect(kinds(after)).toEqual(['works', 'prompts', 'works']);
    const wrong = later(files.write('other.cer', leaf.pem));
    expect(wrong.report.findings.map(({ message }) => message).join()).toContain(
      'made for another key than the request',
    );
  });

  test('what another CA issued has no path to the declared one', () => {
    const declared = new Declared();
    const ca = caOf(declared);
    const other = files.issue(['mail.contoso.com']);
    serve(declared, CertificateSource.issued({ issuer: ca, certificatePem: other.pem + files.issuing.pem }), ca);
    // What Windows has of the chain in its stores is not known.
    expect(kinds(declared)).toEqual(['unknown', 'prompts', 'unknown']);
    expect(declared.findings('certificate-path-broken')[0].message).toContain('Test Commercial Root');
  });

  test('such a CA signs nothing for Terraform', () => {
    const declared = new Declared();
    serve(declared, CertificateSource.internalCa(caOf(declared)), caOf(new Declared()));
    expect(declared.report.findings.map(({ message }) => message).join()).toContain('only the certificate of');
  });

  test('which certificate it is is said once', () => {
    const declared = new Declared();
    const ca = caOf(declared);
    serve(declared, CertificateSource.issued({ issuer: ca }), ca);
    expect(declared.findings('declaration-invalid')[0].message).toContain(
      '0 of certificateFile, certificatePem and pfxFile',
    );
  });
});

describe('a root that was renewed with the same key', () => {
  const earlier = issueCertificate({
    ...YEARS,
    subject: 'Contoso Root CA',
    key: keyOf('p256', 'adcs-root'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    serial: 77n,
  });
  const at = (now: Date): Declared => {
    const declared = new Declared(now);
    const ca = caOf(declared, [issuing, root, earlier]);
    const long = files.issue(['mail.contoso.com'], { issuer: issuing, notAfter: new Date('2027-10-01T00:00:00Z') });
    const cas01 = serve(declared, CertificateSource.issued({ issuer: ca, certificatePem: long.pem }), ca);
    new ClientPopulation(declared.stack, 'held', {
      platform: ClientPlatform.IOS,
      place: ClientPlace.OUTSIDE,
      uses: [ClientProtocol.ACTIVE_SYNC],
      servers: [cas01],
      roots: [{ fingerprint: earlier.certificate.sha256, state: RootState.INSTALLED }],
    });
    return declared;
  };

  test('works with the earlier certificate until that one ends', () => {
    expect(at(new Date('2026-12-01T00:00:00Z')).kind('held', ClientProtocol.ACTIVE_SYNC)).toBe('works');
    expect(at(new Date('2027-02-01T00:00:00Z')).outcome('held', ClientProtocol.ACTIVE_SYNC)).toMatchObject({
      kind: 'fails',
      code: 'root-expired',
    });
  });
});

describe('what is known of a CA is asked before it signs', () => {
  const constrained = (more: Partial<IssueOptions>): Issued =>
    issueCertificate({ ...YEARS, subject: 'Contoso Root CA', key: keyOf('p256', 'signs'), ...more });
  const signedBy = (certificates: readonly Issued[]): Declared => {
    const declared = new Declared();
    const ca = InternalCa.fromPem(declared.stack, 'ca', {
      certificateFile: files.write('ca.pem', certificates.map(({ pem }) => pem).join('')),
      privateKey: new TerraformVariable(declared.stack, 'ca-key', { type: 'string', sensitive: true }),
    });
    serve(declared, CertificateSource.internalCa(ca), ca);
    return declared;
  };

  test.each<[string, Issued[], string]>([
    ['it has expired', [constrained({ notAfter: new Date('2026-10-01') })], 'issuer-expired'],
    ['it is not valid yet', [constrained({ notBefore: new Date('2026-12-24') })], 'issuer-not-yet-valid'],
    [
      'its names are others',
      [constrained({ permitted: [generalName.dns('corp.contoso.com')] })],
      'constraint-violated',
    ],
    ['it is for mail', [constrained({ eku: ['emailProtection'] })], 'issuer-not-for-servers'],
    ['it may not sign', [constrained({ keyUsage: ['cRLSign'] })], 'issuer-cannot-sign'],
  ])('%s', (_, certificates, code) => {
    const declared = signedBy(certificates);
    expect(kinds(declared)).toEqual(['fails', 'fails', 'fails']);
    expect(declared.outcome('domain', ClientProtocol.ACTIVE_SYNC).code).toBe(code);
    expect(declared.findings('issuer-refuses-request')).toHaveLength(1);
  });

  test('it stands deeper than the root allows', () => {
    const top = constrained({ pathLength: 0 });
    const below = issueCertificate({ ...YEARS, subject: 'Issuing CA', issuer: top, key: keyOf('p256', 'deep') });
    expect(signedBy([below, top]).findings('issuer-refuses-request')[0].message).toContain('allows 0 CA(s) below it');
  });

  test('nothing speaks against names inside its constraints', () => {
    const declared = signedBy([constrained({ permitted: [generalName.dns('contoso.com')] })]);
    expect(declared.findings('issuer-refuses-request')).toEqual([]);
    expect(declared.kind('domain', ClientProtocol.ACTIVE_SYNC)).toBe('works');
  });

  test('a CA of 30 days below which a certificate lives ten years', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Short CA', validityDays: 30 });
    serve(declared, CertificateSource.internalCa(ca, { validityDays: 3650 }), ca);
    expect(declared.findings('issuer-expires-first')[0].message).toMatch(/Short CA lives 30 days.*3650 days/);
  });
});

describe('revocation lists are evidence', () => {
  const list = (name: string, revoked: Issued[], nextUpdate: string): string =>
    files.write(
      name,
      makeCrl({
        issuer: issuing.certificate,
        issuerKey: issuing.key,
        number: 1n,
        thisUpdate: new Date('2026-10-01T00:00:00Z'),
        nextUpdate: new Date(nextUpdate),
        revoked: revoked.map(({ certificate: { serial } }) => ({ serial, date: new Date('2026-10-01T00:00:00Z') })),
      }).der,
    );
  const with1 = (crl: string): Declared => {
    const declared = new Declared();
    const ca = caOf(declared, [issuing, root], [crl]);
    serve(declared, CertificateSource.issued({ issuer: ca, certificatePem: leaf.pem }), ca);
    return declared;
  };

  test('a current list that does not name the certificate says good', () => {
    const declared = with1(list('good.crl', [], '2027-01-01T00:00:00Z'));
    expect(certificate(declared).revocation).toBe('good');
    expect(declared.findings('revocation-list-unusable')).toEqual([]);
  });

  test('a stale list says nothing: a warning about our copy, and clients ask for themselves', () => {
    const declared = with1(list('stale.crl', [], '2026-11-01T00:00:00Z'));
    expect(certificate(declared).revocation).toBe('unknown');
    expect(kinds(declared)).toEqual(['works', 'prompts', 'works']);
    expect(declared.findings('revocation-list-unusable')).toMatchObject([{ level: 'warning' }]);
  });

  test('a stale list that names the certificate revokes it all the same', () => {
    const declared = with1(list('named.crl', [leaf], '2026-11-01T00:00:00Z'));
    expect(certificate(declared).revocation).toBe('revoked');
    expect(declared.outcome('domain', ClientProtocol.ACTIVE_SYNC)).toMatchObject({ kind: 'fails', code: 'revoked' });
  });

  test.each([4, 5])('a list whose scope has flag %i proves nothing, and a warning says so', (flag) => {
    const declared = new Declared(new Date('2026-06-01T00:00:00Z'));
    const crl = files.write('scoped.crl', listWith(issuing, [crlNumber(), crlScope(flag)]).der);
    const ca = caOf(declared, [issuing, root], [crl]);
    const spring = files.issue(['mail.contoso.com'], { issuer: issuing, notBefore: new Date('2026-03-01T00:00:00Z') });
    serve(declared, CertificateSource.issued({ issuer: ca, certificatePem: spring.pem }), ca);
    expect(certificate(declared).revocation).toBe('unknown');
    expect(declared.findings('revocation-list-unusable')).toMatchObject([{ level: 'warning' }]);
  });
});
