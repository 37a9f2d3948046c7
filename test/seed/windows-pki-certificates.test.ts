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
  InternalCa,
  RootState,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { Declared, resources } from '../support/declared';
import { issueCertificate } from '../support/issue';

function domain(): { declared: Declared; server: ClientAccessServer; ca: InternalCa } {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', {
    commonName: 'Contoso Root CA',
    issuingCa: { commonName: 'Contoso Issuing CA' },
  });
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'cas01.corp.contoso.com',
    certificate: CertificateSource.internalCa(ca),
  });
  return { declared, server, ca };
}

describe('A PKI is a system of certificates, certification authorities and registration authorities', () => {
  test('Terraform makes a root, an issuing CA below it, and the server certificate below that', () => {
    const { declared } = domain();
    const terraform = declared.synth();
    expect(resources(terraform, 'tls_self_signed_cert')).toEqual([
      expect.objectContaining({ is_ca_certificate: true, set_authority_key_id: true, set_subject_key_id: true }),
    ]);
    const signed = resources(terraform, 'tls_locally_signed_cert');
    expect(signed.filter((certificate) => certificate.is_ca_certificate === true)).toHaveLength(1);
    expect(signed.filter((certificate) => certificate.is_ca_certificate !== true)).toHaveLength(1);
  });
});

describe('You provide an infrastructure for life-cycle management, renewal, trust management and revocation', () => {
  test('renewal is a share of the lifetime, and a deploy does it unattended', () => {
    const { declared } = domain();
    const leaf = resources(declared.synth(), 'tls_locally_signed_cert').find(
      (certificate) => certificate.is_ca_certificate !== true,
    );
    expect(leaf).toMatchObject({
      validity_period_hours: 365 * 24,
      early_renewal_hours: Math.ceil((365 * 24) / 3),
      lifecycle: { create_before_destroy: true },
    });
    expect(Registry.of(declared.app).estate().certificates[0].renewal).toEqual({ unattended: true, atShare: 2 / 3 });
  });

  test('trust management: the root to distribute is an output of the deploy', () => {
    const { declared } = domain();
    const terraform = declared.synth();
    const main = terraform.output?.cas01.value.main as Record<string, string>;
    expect(terraform.output?.roots_to_distribute.value[main.root]).toContain('tls_self_signed_cert');
  });
});

describe('You can use the CA to request or sign certificates for your own servers', () => {
  test('a CA that exists signs with a key from a sensitive variable', () => {
    const declared = new Declared();
    const root = issueCertificate({
      subject: 'Contoso Enterprise CA',
      isCa: true,
      notBefore: new Date('2024-01-01T00:00:00Z'),
      notAfter: new Date('2034-01-01T00:00:00Z'),
    });
    const privateKey = new TerraformVariable(declared.stack, 'ca_key', { type: 'string', sensitive: true });
    const ca = InternalCa.fromPem(declared.stack, 'enterprise', { certificatePem: root.pem, privateKey });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.internalCa(ca),
    });
    const [leaf] = resources(declared.synth(), 'tls_locally_signed_cert');
    expect(leaf).toMatchObject({ ca_private_key_pem: '${var.ca_key}', ca_cert_pem: root.pem });
    expect(Registry.of(declared.app).estate().anchors).toEqual([
      expect.objectContaining({ name: 'Contoso Enterprise CA', madeHere: false, sha256: root.certificate.sha256 }),
    ]);
  });

  test('a key in a variable that is not sensitive is refused', () => {
    const declared = new Declared();
    const root = issueCertificate({
      subject: 'Contoso Enterprise CA',
      isCa: true,
      notBefore: new Date('2024-01-01T00:00:00Z'),
      notAfter: new Date('2034-01-01T00:00:00Z'),
    });
    InternalCa.fromPem(declared.stack, 'enterprise', {
      certificatePem: root.pem,
      privateKey: new TerraformVariable(declared.stack, 'ca_key', { type: 'string' }),
    });
    expect(() => declared.synth()).toThrow(/not sensitive/);
  });
});

describe('These PKI certificates cannot be deployed publicly, as other types of certificates can be', () => {
  test('a server that is published outside on them is warned about', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      externalHostName: 'mail.contoso.com',
      certificate: CertificateSource.internalCa(ca),
    });
    expect(declared.findings('public-deployment-on-private-ca')).toEqual([
      expect.objectContaining({ level: 'warning', server: 'contoso/cas01' }),
    ]);
    expect(domain().declared.findings('public-deployment-on-private-ca')).toEqual([]);
  });
});

describe('You must still install a copy of the trusted root on computers and mobile devices', () => {
  test('without it a client outside the domain is asked or does not connect; with it everything works, Outlook Anywhere too', () => {
    const { declared, server } = domain();
    server.addOutlookAnywhere();
    const uses = [ClientProtocol.OWA, ClientProtocol.OUTLOOK_ANYWHERE];
    new ClientPopulation(declared.stack, 'without', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      uses,
      servers: [server],
    });
    new ClientPopulation(declared.stack, 'with', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      rootState: RootState.INSTALLED,
      uses,
      servers: [server],
    });
    expect([declared.kind('without', 'owa'), declared.kind('without', 'outlook-anywhere')]).toEqual([
      'prompts',
      'fails',
    ]);
    expect([declared.kind('with', 'owa'), declared.kind('with', 'outlook-anywhere')]).toEqual(['works', 'works']);
    expect(declared.findings('clients-are-prompted')[0].fix).toContain('Contoso Root CA');
  });

  test('Active Directory brings the root to domain-joined computers', () => {
    const { declared, server } = domain();
    new ClientPopulation(declared.stack, 'office', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      management: ClientManagement.DOMAIN_JOINED,
      uses: [ClientProtocol.OWA],
      servers: [server],
    });
    expect(declared.kind('office', 'owa')).toBe('works');
  });
});
