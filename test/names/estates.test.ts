import {
  AutodiscoverMethod,
  CertificateRole,
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessServerProps,
  ClientProtocol,
  ExchangeVersion,
  Level,
  MailDomain,
} from '../../lib';
import { Declared } from '../support/declared';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();

function server(declared: Declared, id: string, more: Partial<ClientAccessServerProps>): ClientAccessServer {
  return new ClientAccessServer(declared.stack, id, {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    serverFqdn: `${id}.corp.contoso.com`,
    ...more,
  });
}

const order = () => CertificateSource.purchaseOrder({ vendor: 'Contoso Trust' });
const bought = (...names: string[]) =>
  CertificateSource.purchased({
    certificateFile: vendor.write(`${names.join('-').slice(0, 60)}.pem`, vendor.issue(names).pem + vendor.issuing.pem),
  });

test('an order for a name below a top-level domain that nobody delegated is refused', () => {
  const declared = new Declared();
  server(declared, 'ex01', { internalHostName: 'mail.contoso.intern', certificate: order() });
  expect(declared.findings('internal-name-on-public-certificate')).toEqual([
    expect.objectContaining({ level: Level.ERROR, message: expect.stringContaining('mail.contoso.intern') as string }),
  ]);
});

test.each(['exchange', 'exchange.corp.local', 'mail.contoso.loc'])(
  'people inside use %s, which no public CA can add: the remedy is the public name inside too',
  (inside) => {
    const declared = new Declared();
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    server(declared, 'ex01', {
      internalHostName: inside,
      externalHostName: 'mail.contoso.com',
      certificate: bought('mail.contoso.com'),
    });
    const [finding, ...more] = declared.findings('name-not-covered');
    expect(more).toEqual([]);
    expect(finding.fix).toMatch(new RegExp(`^no public CA can add ${inside}, because it .*split DNS`));
  },
);

test('a public name that is missing can be added', () => {
  const declared = new Declared();
  ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
  server(declared, 'ex01', { externalHostName: 'webmail.contoso.com', certificate: bought('mail.contoso.com') });
  expect(declared.findings('name-not-covered')[0].fix).toMatch(/^add the name to the certificate/);
});

describe('152 mail domains in one order', () => {
  const domains = Array.from({ length: 152 }, (_, i) => `contoso${i}.com`);

  test('each with its own Autodiscover name: a warning that names the other methods', () => {
    const declared = new Declared();
    server(declared, 'ex01', { externalHostName: 'mail.contoso.com', mailDomains: domains, certificate: order() });
    const [finding] = declared.findings('names-too-many');
    expect(finding).toMatchObject({ level: Level.WARNING });
    expect(finding.message).toContain('153 names, of which 152 begin with autodiscover');
    expect(finding.fix).toMatch(/HTTP_REDIRECT or SRV_RECORD/);
  });

  test('led to one name: none', () => {
    const declared = new Declared();
    for (const domain of domains)
      new MailDomain(declared.stack, domain, { domain, autodiscover: AutodiscoverMethod.HTTP_REDIRECT });
    const cas = server(declared, 'ex01', {
      externalHostName: 'mail.contoso.com',
      mailDomains: domains,
      certificate: order(),
    });
    expect(cas.requiredDnsNames).toEqual(['mail.contoso.com']);
    expect(declared.findings('names-too-many')).toEqual([]);
  });
});

test('the old server bears the name that the new one is to take over: a warning before the migration', () => {
  const declared = new Declared();
  server(declared, 'old', { serverFqdn: 'mail.contoso.com' });
  server(declared, 'new', {});
  expect(declared.findings('namespace-is-server-name')).toEqual([
    expect.objectContaining({
      level: Level.WARNING,
      message: expect.stringContaining('old is itself called') as string,
    }),
  ]);
});

test('servers that share a name without names of their own are reported, as is one certificate that is declared twice', () => {
  const declared = new Declared();
  ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
  const props = { version: ExchangeVersion.EXCHANGE_2019, internalHostName: 'mail.contoso.com' };
  new ClientAccessServer(declared.stack, 'ex01', { ...props, certificate: bought('mail.contoso.com') });
  const { certificateFor } = new ClientAccessServer(declared.stack, 'ex02', {
    ...props,
    certificate: CertificateSource.purchased({ certificateFile: vendor.write('again.pem', lastPem(declared)) }),
  });
  expect(certificateFor).toBeDefined();
  expect(declared.findings('server-fqdn-shared')).toHaveLength(1);
  expect(declared.findings('certificate-declared-twice')).toHaveLength(1);
});

function lastPem(declared: Declared): string {
  const ex01 = declared.stack.node.findChild('ex01') as ClientAccessServer;
  return (ex01.certificateFor(CertificateRole.IIS).certificatePem as string) + vendor.issuing.pem;
}

test('a name of a server in a public order is noted', () => {
  const declared = new Declared();
  server(declared, 'ex01', {
    internalHostName: 'ex01.corp.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate: order(),
  });
  expect(declared.findings('server-name-on-public-certificate')).toEqual([
    expect.objectContaining({ level: Level.NOTE, message: expect.stringContaining('ex01.corp.contoso.com') as string }),
  ]);
});

describe('download domain', () => {
  test('it must be on the certificate', () => {
    const declared = new Declared();
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    server(declared, 'ex01', { certificate: bought('mail.contoso.com') }).addOutlookWebApp({
      downloadHostNames: ['download.contoso.com'],
    });
    expect(declared.findings('name-not-covered').map(({ message }) => message)).toEqual([
      expect.stringContaining('does not name download.contoso.com'),
    ]);
  });

  test('it must not be a name of Outlook Web App', () => {
    const declared = new Declared();
    server(declared, 'ex01', { certificate: order() }).addOutlookWebApp({ downloadHostNames: ['mail.contoso.com'] });
    expect(declared.findings('download-host-equals-owa')).toEqual([expect.objectContaining({ level: Level.ERROR })]);
  });
});

test('what is requested for a stack of today stays the same, name by name and in order', () => {
  const declared = new Declared();
  const cas = server(declared, 'ex01', {
    version: ExchangeVersion.EXCHANGE_2010,
    internalHostName: 'cas01.corp.contoso.com',
    externalHostName: 'mail.contoso.com',
    mailDomains: ['contoso.com', 'fabrikam.com'],
    certificate: CertificateSource.selfSigned(),
  })
    .addOutlookAnywhere({ externalHostName: 'oa.contoso.com' })
    .addImap4({ internalHostName: 'imap.contoso.com' })
    .assignCertificate(CertificateRole.IMAP, CertificateSource.selfSigned());
  const dnsNames = (role: CertificateRole) =>
    cas.certificateFor(role).description.certificate.facts.dnsNames?.map(({ value }) => value);
  expect(dnsNames(CertificateRole.IIS)).toEqual([
    'mail.contoso.com',
    'autodiscover.contoso.com',
    'autodiscover.fabrikam.com',
    'oa.contoso.com',
    'cas01.corp.contoso.com',
  ]);
  expect(dnsNames(CertificateRole.IMAP)).toEqual(['mail.contoso.com', 'imap.contoso.com']);
  expect(cas.protocols).toContain(ClientProtocol.OUTLOOK_ANYWHERE);
});
