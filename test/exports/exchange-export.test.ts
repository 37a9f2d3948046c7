import { DEFAULT_LIMITS } from '../../lib/exports/limits';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { SiteSide } from '../../lib/exports/facts/virtual-directories';
import { ClientProtocol } from '../../lib/model';
import { Shape, writeClixml } from '../support/clixml-writer';
import { issueCertificate } from '../support/issue';
import { serializedCertificate } from '../support/serialized-certificate';

function read(files: Readonly<Record<string, Buffer | string>>) {
  return readExportFiles(
    Object.entries(files).map(([name, content]) => {
      const bytes = Buffer.from(content);
      return { name, size: bytes.length, chunks: () => [bytes] };
    }),
    DEFAULT_LIMITS,
  );
}

const { certificate } = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'] });
const CLASS = 'Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate';

function listed(more: Partial<Parameters<typeof serializedCertificate>[0]> = {}, host = 'ex01.contoso.local'): Shape {
  return {
    types: [CLASS],
    props: { RawData: certificate.der },
    notes: { PSComputerName: host, SerializationData: serializedCertificate({ der: certificate.der, host, ...more }) },
  };
}

test('the facts of a certificate come from its bytes and its serialized part, each with its place', () => {
  const [one] = read({
    'Get-ExchangeCertificate.xml': writeClixml([listed({ services: ['IIS'], sites: [1] })]),
  }).certificates;
  expect(one).toMatchObject({
    server: 'EX01',
    organization: 'contoso.local',
    thumbprint: { value: certificate.sha1, at: 'Get-ExchangeCertificate.xml#Obj[0]/Props/RawData' },
    services: { values: ['IIS'], at: 'Get-ExchangeCertificate.xml#Obj[0]/MS/SerializationData' },
    sites: { values: ['IIS://ex01/W3SVC/1'] },
    differences: [],
  });
  expect(one!.facts.dnsNames).toEqual([{ value: 'mail.contoso.com' }]);
});

test('a deserialized certificate says nothing of services, key and status', () => {
  const shape: Shape = { types: [`Deserialized.${CLASS}`], props: { RawData: certificate.der } };
  const [one] = read({ 'a.xml': writeClixml([shape]) }).certificates;
  expect(one).toMatchObject({ deserialized: true, thumbprint: { value: certificate.sha1 } });
  expect([one!.services, one!.status, one!.keyProvider, one!.sites]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('what an object says twice and differently is a difference; bytes that do not parse are a problem', () => {
  const other = issueCertificate({ subject: 'other', dnsNames: ['other'] }).certificate;
  const shapes: Shape[] = [
    {
      types: [CLASS],
      props: { RawData: other.der },
      notes: { SerializationData: serializedCertificate({ der: certificate.der, host: 'EX01' }) },
    },
    { types: [CLASS], props: { RawData: Buffer.from('no certificate') } },
    {
      types: [CLASS],
      props: { RawData: certificate.der, Thumbprint: '0'.repeat(40), Services: 'SMTP' },
      notes: { SerializationData: serializedCertificate({ der: certificate.der, host: 'EX01', services: ['IIS'] }) },
    },
  ];
  const [mixed, broken, stated] = read({ 'a.xml': writeClixml(shapes) }).certificates;
  expect(mixed!.differences).toHaveLength(3);
  expect(broken!.problems[0]).toMatch(/bytes of the certificate can't be read/);
  expect(broken!.thumbprint).toBeUndefined();
  expect(stated!.differences.join('\n')).toMatch(/Thumbprint names[^]*Services states "SMTP", SerializationData "IIS"/);
});

test('JSON of PowerShell 5.1 and 7: flags, dates, wrapped lists, bytes', () => {
  const json = JSON.stringify([
    {
      Thumbprint: certificate.sha1,
      Services: 13,
      Subject: 'CN=mail.contoso.com',
      NotAfter: '/Date(1735689599000)/',
      CertificateDomains: { value: [{ Domain: 'mail.contoso.com' }], Count: 1 },
      Server: 'EX01',
    },
    { RawData: [...certificate.der], Services: 'IIS, SMTP', NotAfter: '2024-12-31T23:59:59Z' },
  ]);
  const [one, two] = read({ 'GetExchangeCertificate.json': json }).certificates;
  expect(one).toMatchObject({
    server: 'EX01',
    services: { values: ['IMAP', 'UM', 'IIS'] },
    facts: { notAfter: '2024-12-31T23:59:59.000Z', dnsNames: [{ value: 'mail.contoso.com' }] },
  });
  expect(two).toMatchObject({ thumbprint: { value: certificate.sha1 }, services: { values: ['IIS', 'SMTP'] } });
});

test('lists by name in one JSON file are told apart', () => {
  const json = JSON.stringify({
    AcceptedDomain: [{ DomainName: 'contoso.com', DomainType: 'Authoritative' }],
    AuthConfig: { CurrentCertificateThumbprint: certificate.sha1 },
  });
  const found = read({ 'all.json': json });
  expect(found.acceptedDomains[0]).toMatchObject({
    domain: 'contoso.com',
    at: 'all.json#AcceptedDomain[0]/DomainName',
  });
  expect(found.authConfigs[0]!.current?.value).toBe(certificate.sha1);
});

test('bindings: the same port in four spellings, the two sites apart, no certificate is not the same as not said', () => {
  const binding = (bindingInformation: string, more: Record<string, Shape>, id = 1): Shape => ({
    types: ['Microsoft.IIs.PowerShell.Framework.ConfigurationElement#bindings#binding'],
    props: {},
    notes: {
      protocol: 'https',
      bindingInformation,
      ItemXPath: `/system.applicationHost/sites/site[@name='${id === 1 ? 'Default Web Site' : 'Exchange Back End'}' and @id='${id}']`,
      ...more,
    },
  });
  const { bindings } = read({
    'GetWebBinding.xml': writeClixml([
      binding(':443:', { certificateHash: certificate.sha1 }),
      binding('*:443:', { certificateHash: '' }),
      binding('[::]:443:', {}),
      binding('127.0.0.1:443:', { certificateHash: certificate.sha1 }),
      binding('10.0.0.1:444:mail.contoso.com', { certificateHash: certificate.sha1 }, 2),
    ]),
  });
  expect(bindings.map(({ address, port }) => [address, port])).toEqual([
    ['', 443],
    ['', 443],
    ['', 443],
    ['127.0.0.1', 443],
    ['10.0.0.1', 444],
  ]);
  expect(bindings.map(({ hash }) => hash?.value)).toEqual([
    certificate.sha1,
    null,
    undefined,
    certificate.sha1,
    certificate.sha1,
  ]);
  expect(bindings[4]).toMatchObject({ side: SiteSide.BACK_END, host: 'mail.contoso.com' });
});

test('applicationHost.config: bindings without certificates, settings by location, what stands before an error', () => {
  const config = `<?xml version="1.0"?>\n<configuration><system.applicationHost><applicationPools><add name="a"><processModel password="hunter2"/></add></applicationPools>
<sites><site name="Default Web Site" id="1"><application path="/owa"/><bindings><binding protocol="https" bindingInformation="*:443:" /></bindings></site></sites></system.applicationHost>
<location path="Default Web Site/owa"><system.webServer><security><access sslFlags="Ssl, Ssl128"/><authentication><windowsAuthentication enabled="true"><extendedProtection tokenChecking="Require"/></windowsAuthentication></authentication></security></system.webServer></location>
<location path="Default Web Site/ecp"><broken></location></configuration>`;
  const found = read({ 'applicationHost.config': config });
  expect(found.bindings[0]).toMatchObject({ side: SiteSide.FRONT_END, port: 443 });
  expect(found.bindings[0]!.hash).toBeUndefined();
  expect(found.locations[0]).toMatchObject({ whole: false });
  expect(found.locations[0]!.locations[0]).toMatchObject({
    path: 'Default Web Site/owa',
    tokenChecking: 'Require',
    sslFlags: 'Ssl, Ssl128',
  });
  expect(found.problems.map(({ at }) => at)).toEqual(['applicationHost.config:5']);
  expect(found.secrets).toBe(1);
});

test('two organizations are told apart, a child domain is none of its own', () => {
  const domain = (name: string, forest: string): Shape => ({
    types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain'],
    props: {
      DomainName: name,
      DistinguishedName: `CN=${name},CN=Org,CN=Microsoft Exchange,CN=Services,CN=Configuration,${forest
        .split('.')
        .map((part) => `DC=${part}`)
        .join(',')}`,
    },
  });
  const found = read({
    'a.xml': writeClixml([listed({}, 'ex01.emea.contoso.local'), listed({}, 'ex02.contoso.local')]),
    'GetAcceptedDomain.xml': writeClixml([
      domain('contoso.com', 'contoso.local'),
      domain('fabrikam.com', 'fabrikam.lab'),
    ]),
  });
  expect(found.organizations).toEqual([
    { forest: 'contoso.local', name: 'Org', objects: 3 },
    { forest: 'fabrikam.lab', name: 'Org', objects: 1 },
  ]);
});

test('a virtual directory that was read from the directory alone is known as such', () => {
  const owa = (Path: string): Shape => ({
    types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.ADOwaVirtualDirectory'],
    props: {
      Path,
      MetabasePath: 'IIS://ex01.contoso.local/W3SVC/1/ROOT/owa',
      InternalUrl: 'https://mail.contoso.com/owa',
      ExternalUrl: null,
      Server: { text: 'EX01' },
    },
  });
  const { directories } = read({ 'a.xml': writeClixml([owa(''), owa('C:\\owa')]) });
  expect(directories.map(({ directoryOnly }) => directoryOnly)).toEqual([true, false]);
  expect(directories[0]).toMatchObject({ protocol: ClientProtocol.OWA, server: 'EX01', externalUrl: { value: null } });
});

test('what a file holds decides how it is read, and what is none of it is one problem', () => {
  const found = read({
    'empty.xml': '',
    'other.xml': '<?xml version="1.0"?><html/>',
    'bytes.bin': Buffer.from([0, 1, 2, 0, 0, 0, 9]),
    'broken.json': '{"a": ',
    'pasted.txt': '[PS] C:\\>Get-AcceptedDomain | fl\n\nDomainName : contoso.com\nDomainType : Authoritative\n',
  });
  expect(found.problems.map(({ at }) => at)).toEqual(['empty.xml', 'other.xml', 'bytes.bin', 'broken.json']);
  expect(found.acceptedDomains.map(({ domain }) => domain)).toEqual(['contoso.com']);
});
