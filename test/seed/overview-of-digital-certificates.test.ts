import {
  CertificateSource,
  CertificateUse,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  RevocationStatus,
  RootState,
  TlsVersion,
} from '../../lib';
import { certificateUseFacts } from '../../lib/exchange';
import { Registry } from '../../lib/constructs/registry';
import { Declared, resources } from '../support/declared';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();

/** A server with a purchased certificate, and computers outside that hold the vendor's root. */
function purchased(
  certificate: { pem: string; keyPem?: string },
  more: Partial<Parameters<typeof CertificateSource.purchased>[0]> = {},
  now?: Date,
): Declared {
  const declared = new Declared(now);
  ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    tls: { highest: TlsVersion.TLS_1_2 },
    certificate: CertificateSource.purchased({
      certificateFile: vendor.write(
        `${Math.floor(certificate.pem.length)}-${more.chainFile ?? 'chain'}.pem`.replace(/\//g, '_'),
        certificate.pem + (more.chainFile === undefined ? vendor.issuing.pem : ''),
      ),
      ...more,
    }),
  });
  server.addOutlookAnywhere();
  new ClientPopulation(declared.stack, 'laptops', {
    platform: ClientPlatform.WINDOWS_10,
    place: ClientPlace.OUTSIDE,
    roots: [{ fingerprint: vendor.root.certificate.sha256, state: RootState.PREINSTALLED }],
    uses: [ClientProtocol.OWA, ClientProtocol.OUTLOOK_ANYWHERE],
    servers: [server],
  });
  return declared;
}

describe('A CA vouches for the identity of the certificate holder', () => {
  test('a certificate for the right names from a CA that the clients hold: they connect', () => {
    const declared = purchased(vendor.issue(['mail.contoso.com']));
    expect(declared.kind('laptops', 'outlook-anywhere')).toBe('works');
    expect(declared.kind('laptops', 'owa')).toBe('works');
    expect(declared.report.summary.refused).toBe(false);
  });

  test('the holder is truly who it claims to be: a certificate for another name is refused', () => {
    const declared = purchased(vendor.issue(['www.contoso.com']));
    expect(declared.findings('name-not-covered')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('mail.contoso.com') }),
    ]);
    expect(declared.kind('laptops', 'outlook-anywhere')).toBe('fails');
  });
});

describe('Each type of digital certificate is tamper-proof and cannot be forged', () => {
  test('a certificate that was changed after it was signed is found and refused', () => {
    const good = vendor.issue(['mail.contoso.com', 'mail.contoso.org']);
    const der = Buffer.from(good.certificate.der);
    const at = der.indexOf('mail.contoso.org');
    der.write('mail.contoso.net', at, 'latin1');
    const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
    const declared = purchased({ pem });
    expect(declared.report.summary.refused).toBe(true);
    expect(declared.findings('certificate-path-broken')).not.toEqual([]);
    expect(declared.kind('laptops', 'outlook-anywhere')).toBe('fails');
  });
});

describe('Certificates can be issued for several uses', () => {
  test.each([
    [CertificateUse.WEB_USER_AUTHENTICATION, 'clientAuth'],
    [CertificateUse.WEB_SERVER_AUTHENTICATION, 'serverAuth'],
    [CertificateUse.SECURE_MIME, 'emailProtection'],
    [CertificateUse.IPSEC, 'ipsecEndSystem'],
    [CertificateUse.TLS, 'serverAuth'],
    [CertificateUse.CODE_SIGNING, 'codeSigning'],
  ])('%s is a typed value and means the extended key usage %s', (use, usage) => {
    expect(certificateUseFacts(use).extendedKeyUsages).toContain(usage);
    expect(certificateUseFacts(use).keyUsages).toContain('digitalSignature');
  });

  test('a use becomes allowed_uses of the certificate that Terraform issues', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.internalCa(ca, {
        uses: [CertificateUse.WEB_SERVER_AUTHENTICATION, CertificateUse.WEB_USER_AUTHENTICATION],
      }),
    });
    expect(resources(declared.synth(), 'tls_locally_signed_cert')).toEqual([
      expect.objectContaining({
        allowed_uses: ['client_auth', 'digital_signature', 'key_encipherment', 'server_auth'],
      }),
    ]);
  });

  test('a certificate for another use does not serve a web site', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.internalCa(ca, { uses: [CertificateUse.SECURE_MIME] }),
    });
    expect(declared.findings('certificate-not-for-servers')).toHaveLength(1);
    expect(() => declared.synth()).toThrow(/certificate-not-for-servers/);
  });
});

describe('A certificate attaches a public key to an identity that holds the corresponding private key', () => {
  test('a private key that does not belong to the certificate is refused', () => {
    const other = vendor.issue(['other.contoso.com'], { key: 'rsa2048' });
    const declared = purchased(vendor.issue(['mail.contoso.com']), {
      privateKeyFile: vendor.write('other.key', other.keyPem),
    });
    expect(declared.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('does not belong to the certificate') }),
    ]);
  });

  test('the key that belongs is accepted, and is not in what synth writes', () => {
    const issued = vendor.issue(['mail.contoso.com', 'autodiscover.contoso.com']);
    const declared = purchased(issued, { privateKeyFile: vendor.write('right.key', issued.keyPem) });
    const written = JSON.stringify(declared.synth()) + JSON.stringify(declared.report);
    expect(written).not.toContain('PRIVATE KEY-');
    expect(written).not.toContain(issued.keyPem.split('\n')[2]);
  });
});

describe('Trust is established when the root is in the trusted root store and the path is valid', () => {
  test('the root is in the store: the client connects; it is not: the client does not', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    const server = new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.internalCa(ca),
    });
    server.addOutlookAnywhere();
    for (const state of [RootState.INSTALLED, RootState.INSTALLABLE]) {
      new ClientPopulation(declared.stack, state, {
        platform: ClientPlatform.WINDOWS_7,
        place: ClientPlace.INSIDE,
        rootState: state,
        uses: [ClientProtocol.OUTLOOK_ANYWHERE],
        servers: [server],
      });
    }
    expect(declared.kind('installed', 'outlook-anywhere')).toBe('works');
    expect(declared.outcome('installable', 'outlook-anywhere')).toMatchObject({
      kind: 'fails',
      code: 'root-not-installed',
    });
  });

  test('a chain that lacks its intermediate is no valid path, and the remedy is reported', () => {
    const declared = purchased(vendor.issue(['mail.contoso.com']), { chainFile: vendor.rootsFile });
    const [finding] = declared.findings('certificate-path-broken');
    expect(finding.message).toContain('Test Commercial Issuing CA');
    expect(finding.fix).toMatch(/append/);
    // Windows may have the intermediate that the file lacks: the app is refused, and whether clients connect is not known.
    expect(declared.report.summary.refused).toBe(true);
    expect(declared.outcome('laptops', 'owa')).toMatchObject({ kind: 'unknown', code: 'issuer-missing' });
  });
});

describe('The certificate must not have been revoked and the validity period must not have expired', () => {
  test('revoked', () => {
    const declared = purchased(vendor.issue(['mail.contoso.com']), { revocation: RevocationStatus.REVOKED });
    expect(declared.findings('certificate-revoked')).toHaveLength(1);
    expect(declared.outcome('laptops', 'owa')).toMatchObject({ kind: 'fails', code: 'revoked' });
  });

  test.each([
    ['2026-08-31T23:59:59Z', 'certificate-not-yet-valid', 'fails'],
    ['2026-09-01T00:00:00Z', undefined, 'works'],
    ['2027-03-01T00:00:00Z', undefined, 'works'],
    ['2027-03-01T00:00:01Z', 'certificate-expired', 'fails'],
  ])('at %s: %s', (now, rule, kind) => {
    const declared = purchased(vendor.issue(['mail.contoso.com']), {}, new Date(now));
    const broken = declared.rulesBroken.filter(
      (id) => id === 'certificate-expired' || id === 'certificate-not-yet-valid',
    );
    expect(broken).toEqual(rule === undefined ? [] : [rule]);
    expect(declared.kind('laptops', 'outlook-anywhere')).toBe(kind);
  });
});

describe('Certificates can be issued by a third party, by a Windows PKI, or be self-signed', () => {
  test('the three sources stand behind one interface, and different roles can take different ones', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    const issued = vendor.issue(['mail.contoso.com']);
    const sources = {
      a: CertificateSource.selfSigned(),
      b: CertificateSource.internalCa(ca),
      c: CertificateSource.purchased({ certificateFile: vendor.write('three.pem', issued.pem + vendor.issuing.pem) }),
    };
    for (const [id, certificate] of Object.entries(sources)) {
      new ClientAccessServer(declared.stack, id, {
        version: ExchangeVersion.EXCHANGE_2007_SP3,
        internalHostName: 'mail.contoso.com',
        certificate,
      });
    }
    expect(
      Registry.of(declared.app)
        .estate()
        .certificates.map((certificate) => certificate.source),
    ).toEqual(['self-signed', 'internal-ca', 'purchased']);
  });
});
