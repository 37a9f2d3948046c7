import { TerraformVariable, Token } from 'cdktf';
import {
  AutodiscoverMethod,
  CertificateRole,
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessServerProps,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  Encryption,
  ExchangeVersion,
  InternalCa,
  KeyAlgorithm,
  MailDomain,
  PublishingMode,
  PublishingPoint,
  RootState,
  SharedCertificate,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { Declared, resources, serverGate, Terraform } from '../support/declared';
import { makeCsr } from '../support/issue-other';
import { keyOf } from '../support/issue';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();

function server(declared: Declared, id: string, props: Partial<ClientAccessServerProps> = {}): ClientAccessServer {
  return new ClientAccessServer(declared.stack, id, {
    version: ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15),
    internalHostName: 'mail.contoso.com',
    ...props,
  });
}

const certificates = (declared: Declared): ReturnType<Registry['estate']>['certificates'] =>
  Registry.of(declared.app).estate().certificates;
const leaves = (terraform: Terraform): Record<string, unknown>[] =>
  resources(terraform, 'tls_locally_signed_cert').filter((made) => made.is_ca_certificate !== true);

describe('keys', () => {
  test.each([
    [
      KeyAlgorithm.RSA_2048,
      { algorithm: 'RSA', rsa_bits: 2048 },
      ['digital_signature', 'key_encipherment', 'server_auth'],
      'sha256',
    ],
    [
      KeyAlgorithm.RSA_3072,
      { algorithm: 'RSA', rsa_bits: 3072 },
      ['digital_signature', 'key_encipherment', 'server_auth'],
      'sha256',
    ],
    [
      KeyAlgorithm.RSA_4096,
      { algorithm: 'RSA', rsa_bits: 4096 },
      ['digital_signature', 'key_encipherment', 'server_auth'],
      'sha256',
    ],
    [
      KeyAlgorithm.ECDSA_P256,
      { algorithm: 'ECDSA', ecdsa_curve: 'P256' },
      ['digital_signature', 'server_auth'],
      'sha256',
    ],
    [
      KeyAlgorithm.ECDSA_P384,
      { algorithm: 'ECDSA', ecdsa_curve: 'P384' },
      ['digital_signature', 'server_auth'],
      'sha384',
    ],
  ])('%o', (keyAlgorithm, key, uses, hash) => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso', keyAlgorithm });
    server(declared, 'ex01', { certificate: CertificateSource.internalCa(ca, { keyAlgorithm }) });
    const terraform = JSON.parse(JSON.stringify(declared.stack.toTerraform())) as Terraform;
    expect(resources(terraform, 'tls_private_key')).toEqual([
      expect.objectContaining(key),
      expect.objectContaining(key),
    ]);
    expect(leaves(terraform)).toEqual([expect.objectContaining({ allowed_uses: uses })]);
    expect(certificates(declared)[0].facts).toMatchObject({ keyBits: keyAlgorithm.bits, signatureHash: hash });
  });
});

describe('validity', () => {
  test('days and share become hours', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    server(declared, 'ex01', {
      certificate: CertificateSource.internalCa(ca, { validityDays: 200, renewAtShare: 0.5 }),
    });
    expect(leaves(declared.synth())).toEqual([
      expect.objectContaining({ validity_period_hours: 4800, early_renewal_hours: 2400 }),
    ]);
    expect(certificates(declared)[0].facts.lifetimeSeconds).toBe(200 * 86_400 + 1);
  });

  test('a variable stays one, and the lifetime is unknown', () => {
    const declared = new Declared();
    const days = new TerraformVariable(declared.stack, 'days', { type: 'number' });
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    server(declared, 'ex01', {
      certificate: CertificateSource.internalCa(ca, { validityDays: Token.asNumber(days.value) }),
    });
    const [leaf] = leaves(declared.synth());
    expect(leaf.validity_period_hours).toBe('${ceil((var.days * 24))}');
    expect(String(leaf.early_renewal_hours)).toMatch(/ceil\(.*var\.days/);
    expect(certificates(declared)[0].facts.lifetimeSeconds).toBeUndefined();
  });
});

describe('a request that was made on the server', () => {
  test('is signed as it is: the key is nowhere, the names are its own', () => {
    const declared = new Declared();
    const csr = makeCsr({
      subject: [['CN', 'mail.contoso.com']],
      dnsNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
      key: keyOf('rsa2048', 'csr'),
    });
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    server(declared, 'ex01', {
      certificate: CertificateSource.internalCa(ca, { csrFile: vendor.write('server.req', csr) }),
    });
    const terraform = declared.synth();
    expect(resources(terraform, 'tls_private_key')).toHaveLength(1);
    expect(resources(terraform, 'tls_cert_request')).toEqual([]);
    expect(leaves(terraform)[0].cert_request_pem).toContain('BEGIN CERTIFICATE REQUEST');
    expect(certificates(declared)[0]).toMatchObject({
      custody: 'server',
      facts: { dnsNames: [{ value: 'mail.contoso.com' }, { value: 'autodiscover.contoso.com' }] },
    });
  });

  test('that lacks a name is found out', () => {
    const declared = new Declared();
    const csr = makeCsr({
      subject: [['CN', 'mail.contoso.com']],
      dnsNames: ['mail.contoso.com'],
      key: keyOf('rsa2048', 'csr'),
    });
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    server(declared, 'ex01', {
      externalHostName: 'owa.contoso.com',
      certificate: CertificateSource.internalCa(ca, { csrFile: vendor.write('short.req', csr) }),
    });
    expect(declared.findings('name-not-covered')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('owa.contoso.com') }),
    ]);
  });
});

describe('several servers and several certificates', () => {
  test('a shared certificate has the names of all who share it, and is made once', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    const shared = new SharedCertificate(declared.stack, 'mail', { source: CertificateSource.internalCa(ca) });
    server(declared, 'ex01', {
      serverFqdn: 'ex01.contoso.com',
      externalHostName: 'mail.contoso.com',
      certificate: shared,
    });
    server(declared, 'ex02', { internalHostName: 'owa.contoso.com', certificate: shared });
    const terraform = declared.synth();
    expect(leaves(terraform)).toHaveLength(1);
    expect(resources(terraform, 'tls_cert_request')).toEqual([
      expect.objectContaining({ dns_names: ['mail.contoso.com', 'owa.contoso.com'] }),
    ]);
    expect(certificates(declared)).toHaveLength(1);
  });

  test('one source given to two servers makes two certificates', () => {
    const declared = new Declared();
    const source = CertificateSource.internalCa(new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' }));
    server(declared, 'ex01', { certificate: source });
    server(declared, 'ex02', { internalHostName: 'owa.contoso.com', certificate: source });
    expect(leaves(declared.synth())).toHaveLength(2);
  });

  test('a role can have a certificate of its own, with the names of its bindings alone', () => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    const made = server(declared, 'ex01', { certificate: CertificateSource.internalCa(ca) });
    made.addImap4({ encryption: Encryption.TLS, internalHostName: 'imap.contoso.com' });
    made.assignCertificate(CertificateRole.IMAP, CertificateSource.internalCa(ca));
    const names = resources(declared.synth(), 'tls_cert_request').map((request) => request.dns_names);
    expect(names).toEqual(expect.arrayContaining([['mail.contoso.com'], ['imap.contoso.com']]));
    const binding = Registry.of(declared.app)
      .estate()
      .bindings.find((candidate) => candidate.protocol === 'imap4');
    expect(binding?.certificate).toBe('contoso/ex01/Certificate-imap');
  });

  test.each([CertificateRole.BACK_END, CertificateRole.TRANSPORT_DEFAULT])('%s is never replaced', (role) => {
    const declared = new Declared();
    server(declared, 'ex01').assignCertificate(role, CertificateSource.selfSigned());
    expect(declared.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ key: expect.stringContaining('role-not-replaceable') }),
    ]);
  });
});

describe('names', () => {
  test('come from all bindings, outside first, each once; Autodiscover under each mail domain', () => {
    const declared = new Declared();
    const made = server(declared, 'ex01', {
      internalHostName: 'ex01.corp.contoso.com',
      externalHostName: 'mail.contoso.com',
      mailDomains: ['contoso.com', 'fabrikam.com'],
      certificate: CertificateSource.selfSigned(),
    });
    made.addOutlookWebApp({ externalHostName: 'owa.contoso.com' });
    const [request] = certificates(declared);
    expect(request.facts.dnsNames?.map((name) => name.value)).toEqual([
      'mail.contoso.com',
      'owa.contoso.com',
      'autodiscover.contoso.com',
      'autodiscover.fabrikam.com',
      'ex01.corp.contoso.com',
    ]);
  });

  test('200 mail domains are not 200 names where redirect or SRV record lead to one', () => {
    const declared = new Declared();
    const mailDomains = Array.from({ length: 200 }, (_, index) => `domain${index}.example.com`);
    for (const [index, domain] of mailDomains.entries()) {
      if (index > 0)
        new MailDomain(declared.stack, `domain${index}`, {
          domain,
          autodiscover: index % 2 === 0 ? AutodiscoverMethod.SRV_RECORD : AutodiscoverMethod.HTTP_REDIRECT,
        });
    }
    const made = server(declared, 'ex01', { externalHostName: 'mail.contoso.com', mailDomains });
    expect(made.requiredDnsNames).toEqual(['mail.contoso.com', 'autodiscover.domain0.example.com']);
  });

  test('over 64 characters, the common name is another name that fits', () => {
    const declared = new Declared();
    const long = `${'a'.repeat(40)}.${'b'.repeat(40)}.contoso.com`;
    server(declared, 'ex01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      externalHostName: long,
      certificate: CertificateSource.selfSigned(),
    });
    expect(resources(declared.synth(), 'tls_self_signed_cert')[0].subject).toEqual([
      { common_name: 'mail.contoso.com' },
    ]);
    expect(declared.findings('common-name-too-long')).toHaveLength(1);
  });
});

describe('a publishing point', () => {
  test('that bridges shows its own certificate to clients outside', () => {
    const declared = new Declared();
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    const file = vendor.write('edge.pem', vendor.issue(['mail.contoso.com']).pem + vendor.issuing.pem);
    const point = new PublishingPoint(declared.stack, 'proxy', {
      mode: PublishingMode.BRIDGING,
      hostNames: ['mail.contoso.com'],
      certificate: CertificateSource.purchased({ certificateFile: file }),
      verifiesServer: false,
    });
    server(declared, 'ex01', { externalHostName: 'mail.contoso.com', publishingPoint: point });
    expect(Registry.of(declared.app).estate().publishingPoints).toEqual([
      expect.objectContaining({ id: 'contoso/proxy', certificate: 'contoso/proxy/Certificate', mode: 'bridging' }),
    ]);
  });

  test('that passes through has none of its own', () => {
    const declared = new Declared();
    new PublishingPoint(declared.stack, 'proxy', {
      mode: PublishingMode.PASS_THROUGH,
      hostNames: ['mail.contoso.com'],
      certificate: CertificateSource.selfSigned(),
    });
    expect(declared.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ key: expect.stringContaining('pass-through-with-certificate') }),
    ]);
  });
});

describe('what Terraform is asked', () => {
  test('a host name that only Terraform knows becomes a precondition on a purchased certificate', () => {
    const declared = new Declared();
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    const host = new TerraformVariable(declared.stack, 'host', { type: 'string' });
    const file = vendor.write('wild.pem', vendor.issue(['mail.contoso.com', '*.contoso.org']).pem + vendor.issuing.pem);
    server(declared, 'ex01', {
      externalHostName: host.stringValue,
      certificate: CertificateSource.purchased({ certificateFile: file }),
    });
    const gate = serverGate(declared.synth());
    const [precondition] = (gate?.lifecycle as { precondition: { condition: string; error_message: string }[] })
      .precondition;
    expect(precondition.condition).toBe(
      '${contains(["mail.contoso.com"], lower(var.host)) || contains(["contoso.org"], replace(lower(var.host), "/^[^.]+[.]/", ""))}',
    );
    expect(precondition.error_message).toMatch(/^The certificate names mail\.contoso\.com.*\.$/);
  });
});

describe('a lifetime that only Terraform knows', () => {
  test('becomes a precondition where clients have a limit', () => {
    const declared = new Declared();
    const days = new TerraformVariable(declared.stack, 'days', { type: 'number' });
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso' });
    const made = server(declared, 'ex01', {
      certificate: CertificateSource.internalCa(ca, { validityDays: Token.asNumber(days.value) }),
    });
    new ClientPopulation(declared.stack, 'iphones', {
      platform: ClientPlatform.IOS,
      place: ClientPlace.INSIDE,
      rootState: RootState.INSTALLED,
      uses: [ClientProtocol.ACTIVE_SYNC],
      servers: [made],
    });
    const gate = serverGate(declared.synth());
    const { precondition } = gate?.lifecycle as { precondition: { condition: string; error_message: string }[] };
    expect(precondition).toEqual([
      { condition: '${ceil((var.days * 24)) <= 19800}', error_message: expect.stringContaining('825 days') },
    ]);
  });
});
