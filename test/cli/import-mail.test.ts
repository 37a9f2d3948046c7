import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditExport } from '../../lib/cli/audit/audit-export';
import { ClientProtocol } from '../../lib/model';
import { Shape, writeClixml } from '../support/clixml-writer';
import { Report } from '../../lib/policy';
import { NOW } from '../support/declared';
import {
  directoryName,
  exchangeServer,
  iisBinding,
  listedCertificate,
  mailSettings,
  pinOf,
  receiveConnector,
  sendConnector,
  ServerCertificates,
  serverCertificates,
  soundExport,
  soundList,
  virtualDirectory,
  windowsService,
} from '../support/exchange-export';
import { cells, Files, reportIn, run, written } from '../support/imported-project';
import { issueCertificate } from '../support/issue';
import { temporaryFolder } from '../support/review-files';

jest.setTimeout(240_000);

const CLIENTS = {
  clients: [
    {
      name: 'mail programs',
      platform: 'windows-11',
      application: 'thunderbird',
      place: 'inside',
      uses: ['imap4', 'pop3', 'smtp-submission'],
    },
    { name: 'browsers', platform: 'windows-11', place: 'outside', uses: ['owa'] },
  ],
};

function clientsFile(): string {
  const path = join(temporaryFolder(), 'clients.json');
  writeFileSync(path, JSON.stringify(CLIENTS));
  return path;
}

const certificates = serverCertificates('EX01');

/** What mail programs and connectors of servers meet. */
function mailFiles(
  servers: readonly string[],
  { web }: ServerCertificates,
  more: Readonly<Record<string, Shape[]>> = {},
): Files {
  const each = (make: (server: string) => Shape[]): Buffer => writeClixml(servers.flatMap(make));
  return {
    'Get-ImapSettings.xml': each((server) => [mailSettings(server, 'Imap4')]),
    'Get-PopSettings.xml': each((server) => [mailSettings(server, 'Pop3', { X509CertificateName: server })]),
    'Services.xml': each((server) => [
      windowsService(server, 'MSExchangeImap4', 'Running'),
      windowsService(server, 'MSExchangePop3', 'Running'),
    ]),
    'Get-ReceiveConnector.xml': each((server) => [
      receiveConnector(server, `Client Frontend ${server}`, 587, { Fqdn: { text: 'mail.contoso.com' } }),
      receiveConnector(server, `Default Frontend ${server}`, 25),
    ]),
    'Get-SendConnector.xml': writeClixml([
      sendConnector('Outbound to Office 365', servers, { TlsCertificateName: pinOf(web), DomainSecureEnabled: false }),
      sendConnector('Internet', servers),
    ]),
    ...Object.fromEntries(Object.entries(more).map(([name, shapes]) => [name, writeClixml(shapes)])),
  };
}

function farm(servers: readonly string[]): Files {
  const { web } = certificates;
  const own = servers.map((server) => ({ ...serverCertificates(server, certificates.auth), web }));
  return {
    ...soundExport('EX01', certificates),
    'Get-ExchangeServer.xml': writeClixml(servers.map((server) => exchangeServer(server))),
    'Get-ExchangeCertificate.xml': writeClixml(servers.flatMap((server, index) => soundList(server, own[index]!))),
    'Get-WebBinding.xml': writeClixml(servers.map((server) => iisBinding(server, 1, '*:443:', web.certificate.sha1))),
    'Get-OwaVirtualDirectory.xml': writeClixml(
      servers.map((server) => virtualDirectory(server, 'Owa', 'https://mail.contoso.com/owa')),
    ),
    'Get-WebServicesVirtualDirectory.xml': writeClixml([]),
    ...mailFiles(servers, certificates),
  };
}

async function both(files: Files) {
  const [path, clients] = [written(files), clientsFile()];
  const ran = await run(path, '--clients', clients);
  const { audits } = await auditExport({ path, now: NOW, clients });
  return { ...ran, text: readFileSync(join(ran.folder, 'main.ts'), 'utf8'), audit: audits[0]! };
}

test.each([
  ['one server', { ...soundExport('EX01', certificates), ...mailFiles(['EX01'], certificates) }],
  ['three servers', farm(['EX01', 'EX02', 'EX03'])],
])('POP3, IMAP4, submission and connectors of %s: the program has the matrix of the audit', async (_, files) => {
  const { audit, code, err, folder, text } = await both(files);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const wanted = cells(audit.report.matrix);
  expect(Object.keys(wanted).filter((key) => /imap4|pop3|smtp/.test(key)).length).toBeGreaterThanOrEqual(3);
  const report = reportIn(folder);
  expect(cells(report.matrix)).toEqual(wanted);
  expect(report.findings.filter(({ inBaseline }) => inBaseline !== true)).toEqual([]);
  expect(report.findings.filter(({ rule }) => rule === 'declaration-invalid')).toEqual([]);
  expect(text).toContain('.addImap4({');
  expect(text).toContain('new TransportConnector(');
  expect(text).toContain(`tlsCertificateName: '${pinOf(certificates.web)}'`);
});

test('each service presents the certificate that its setting chooses', async () => {
  const { audit } = await both({ ...soundExport('EX01', certificates), ...mailFiles(['EX01'], certificates) });
  const { bindings, connectors, servers } = audit.audit.exported.estate;
  const of = (protocol: ClientProtocol) => bindings.find((one) => one.protocol === protocol)?.certificate;
  const { setup, web } = certificates;
  expect([of(ClientProtocol.IMAP4), of(ClientProtocol.POP3), of(ClientProtocol.SMTP_SUBMISSION)]).toEqual([
    web.certificate.sha1,
    setup.certificate.sha1,
    web.certificate.sha1,
  ]);
  expect(connectors.map(({ name, certificate }) => [name, certificate])).toEqual([
    ['Outbound to Office 365', web.certificate.sha1],
    ['Client Frontend EX01', web.certificate.sha1],
    ['Default Frontend EX01', setup.certificate.sha1],
  ]);
  expect(servers[0]!.roles.map(({ role }) => role)).toEqual(expect.arrayContaining(['pop', 'imap', 'smtp']));
});

test('a service that is stopped is not declared; one of which nobody knows is said', async () => {
  const stopped = mailFiles(['EX01'], certificates, {
    'Services.xml': [windowsService('EX01', 'MSExchangePop3', 'Stopped')],
    'Get-ImapSettings.xml': [
      mailSettings('EX01', 'Imap4', { X509CertificateName: 'EX01', ExternalConnectionSettings: { list: [] } }),
    ],
  });
  const { audit, text } = await both({ ...soundExport('EX01', certificates), ...stopped });
  expect(text).not.toMatch(/addPop3|addImap4/);
  const left = audit.audit.exported.notJudged.join('\n');
  expect(left).toMatch(/EX01, IMAP4: whether the service runs/);
  expect(left).not.toMatch(/POP3/);
});

test('a connector with another certificate than SMTP of its servers is a TODO', async () => {
  const files = mailFiles(['EX01'], certificates, {
    'Get-SendConnector.xml': [sendConnector('Partner', ['EX01'], { TlsCertificateName: pinOf(certificates.setup) })],
  });
  const { text } = await both({ ...soundExport('EX01', certificates), ...files });
  expect(text).toMatch(/^\/\/ TODO: send connector Partner: /m);
  expect(text).not.toContain("'partner'");
});

test('the certificate of the back end is left as it is, so that nothing written is refused as a declaration', async () => {
  const { folder, text } = await both(soundExport('EX01', certificates));
  expect(text).not.toContain('CertificateRole.BACK_END');
  expect(reportIn(folder).findings.filter(({ rule }) => rule === 'declaration-invalid')).toEqual([]);
});

test('Extended Protection that no file shows is not as setup leaves it', async () => {
  const directory = virtualDirectory('EX01', 'Owa', 'https://mail.contoso.com/owa');
  const { ExtendedProtectionTokenChecking: _checking, ...props } = (directory as { props: Record<string, Shape> })
    .props;
  const files = {
    ...soundExport('EX01', certificates),
    'Get-OwaVirtualDirectory.xml': writeClixml([{ ...(directory as object), props }]),
    'Get-WebServicesVirtualDirectory.xml': writeClixml([]),
  };
  const { text } = await both(files);
  expect(text).toContain('extendedProtection: ExtendedProtection.UNKNOWN');
  expect((await both(soundExport('EX01', certificates))).text).toContain('extendedProtection: ExtendedProtection.OFF');
});

test('the federation trust and a subscribed Edge server are judged, and declared with their certificates', async () => {
  const dates = { notBefore: new Date('2021-12-10T00:00:00Z'), notAfter: new Date('2026-12-10T00:00:00Z') };
  const federation = issueCertificate({ subject: 'Federation', key: 'rsa2048', ...dates });
  const edge = issueCertificate({ subject: 'EDGE1', dnsNames: ['EDGE1', 'edge1.dmz.contoso.com'], key: 'rsa2048' });
  const server = exchangeServer('EX01') as { props: Record<string, Shape> };
  const site = { text: 'contoso.local/Configuration/Sites/HQ' };
  const { audit, code, err, folder, text } = await both({
    ...soundExport('EX01', certificates),
    'Get-ExchangeServer.xml': writeClixml([
      { ...server, props: { ...server.props, Site: site } },
      exchangeServer('EDGE1', 'Version 15.2 (Build 1748.10)', 'Edge'),
    ]),
    'Get-ExchangeCertificate-EDGE1.xml': writeClixml([
      listedCertificate('EDGE1', { der: edge.certificate.der, services: ['SMTP'] }),
    ]),
    'Get-ExchangeCertificate-Federation.xml': writeClixml([
      listedCertificate('EX01', {
        der: federation.certificate.der,
        services: ['Federation'],
      }),
    ]),
    'Get-FederationTrust.xml': writeClixml([
      {
        types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.FederationTrust'],
        props: {
          Name: 'Microsoft Federation Gateway',
          ApplicationUri: { raw: '<URI N="">FYDIBOHF25SPDLT.contoso.com</URI>' },
          OrgPrivCertificate: federation.certificate.sha1,
          DistinguishedName: directoryName('Microsoft Federation Gateway,CN=Federation Trusts'),
        },
      },
    ]),
    'Get-EdgeSubscription.xml': writeClixml([
      {
        types: ['Microsoft.Exchange.Management.SystemConfigurationTasks.EdgeSubscription'],
        props: { Name: 'EDGE1', Site: site, CreateUtc: new Date('2026-02-03T10:00:00Z') },
      },
    ]),
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { estate } = audit.audit.exported;
  expect(estate.edges).toMatchObject([{ name: 'EDGE1', certificate: edge.certificate.sha1, servers: ['EX01'] }]);
  expect(estate.federations).toMatchObject([{ certificate: federation.certificate.sha1, servers: ['EX01'] }]);
  expect(audit.audit.work.map((item) => item.code)).toContain('federation-certificate-ends-soon');
  const texts = audit.audit.statements.map((one) => one.text).join('\n');
  expect(texts).toContain('Edge server EDGE1 is subscribed to the site HQ, since 2026-02-03');
  expect(texts).toContain('is for FYDIBOHF25SPDLT.contoso.com');
  expect(text).toContain("new EdgeTransportServer(mail, 'edge1', {");
  expect(text).toContain("new FederationTrust(mail, 'federation', {");
  const found = ({ findings }: Report): string[] =>
    findings.map(({ ref }) => ref).filter((ref) => ref === 'ECA814' || ref === 'ECA815');
  expect(found(audit.report)).toEqual(['ECA815']);
  const report = reportIn(folder);
  expect(found(report)).toEqual(['ECA815']);
  expect(report.findings.filter(({ rule }) => rule === 'declaration-invalid')).toEqual([]);
  expect(cells(report.matrix)).toEqual(cells(audit.report.matrix));
});

test('an Edge server without a certificate list, or of an unknown site, is said and not judged', async () => {
  const subscription = (site: string): Shape => ({
    types: ['Microsoft.Exchange.Management.SystemConfigurationTasks.EdgeSubscription'],
    props: { Name: 'EDGE1', Site: { text: site } },
  });
  const { audit, text } = await both({
    ...soundExport('EX01', certificates),
    'Get-EdgeSubscription.xml': writeClixml([subscription('contoso.local/Configuration/Sites/HQ')]),
  });
  expect(audit.audit.exported.notJudged.join('\n')).toMatch(/Edge server EDGE1: which certificate it has for SMTP/);
  expect(text).not.toContain('EdgeTransportServer');
});
