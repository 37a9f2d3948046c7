import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFile } from '../../lib/exports/export-files';
import { writeClixml, Shape } from './clixml-writer';
import { issueCertificate, Issued } from './issue';
import { serializedCertificate, SerializedShape } from './serialized-certificate';
import { zipOf } from './zip-writer';

const FOREST = 'contoso.local';
const CERTIFICATE = 'Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate';
const CONFIGURATION = 'Microsoft.Exchange.Data.Directory.SystemConfiguration';

/** A certificate in the list of a server. */
export interface ListedShape extends Partial<Omit<SerializedShape, 'der' | 'host'>> {
  readonly der: Buffer;
  /** Leave out what the shell rebuilds. */
  readonly deserialized?: boolean;
}

export function host(server: string): string {
  return `${server}.${FOREST}`;
}

/** A certificate as Get-ExchangeCertificate and Export-Clixml write it. */
export function listedCertificate(server: string, { der, deserialized, ...more }: ListedShape): Shape {
  if (deserialized)
    return { types: [`Deserialized.${CERTIFICATE}`], props: { RawData: der }, notes: { PSComputerName: host(server) } };
  return {
    types: [CERTIFICATE, 'System.Security.Cryptography.X509Certificates.X509Certificate2'],
    props: { RawData: der },
    notes: {
      PSComputerName: host(server),
      SerializationData: serializedCertificate({ der, host: host(server), ...more }),
    },
  };
}

/** A binding of IIS: site 1 is the front end, site 2 the back end. */
export function iisBinding(server: string, site: 1 | 2, information: string, hash: string | null | undefined): Shape {
  return {
    types: ['Microsoft.IIs.PowerShell.Framework.ConfigurationElement#bindings#binding'],
    props: {},
    notes: {
      protocol: 'https',
      bindingInformation: information,
      sslFlags: 0,
      ...(hash === undefined ? {} : { certificateHash: hash ?? '' }),
      ItemXPath: `/system.applicationHost/sites/site[@name='${site === 1 ? 'Default Web Site' : 'Exchange Back End'}' and @id='${site}']`,
      PSComputerName: host(server),
    },
  };
}

/** A virtual directory of one of the classes of Exchange. */
export function virtualDirectory(
  server: string,
  kind: 'Owa' | 'WebServices' | 'Mobile' | 'Mapi',
  url: string,
  more: Readonly<Record<string, Shape>> = {},
): Shape {
  const path = { Owa: 'owa', WebServices: 'EWS', Mobile: 'Microsoft-Server-ActiveSync', Mapi: 'mapi' }[kind];
  return {
    types: [`${CONFIGURATION}.AD${kind}VirtualDirectory`],
    text: `${server}\\${path} (Default Web Site)`,
    props: {
      Name: `${path} (Default Web Site)`,
      Server: { text: server },
      InternalUrl: { raw: `<URI N="">${url}</URI>` },
      ExternalUrl: { raw: `<URI N="">${url}</URI>` },
      MetabasePath: `IIS://${host(server)}/W3SVC/1/ROOT/${path}`,
      Path: `C:\\FrontEnd\\HttpProxy\\${path}`,
      ExtendedProtectionTokenChecking: { named: 'None', number: 0 },
      InternalAuthenticationMethods: { list: [{ named: 'Basic', number: 0 }] },
      DistinguishedName: directoryName(`${path} (Default Web Site),CN=HTTP,CN=Protocols,CN=${server},CN=Servers`),
      ...more,
    },
  };
}

export function directoryName(below: string): string {
  return `CN=${below},CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=local`;
}

export function exchangeServer(server: string, version = 'Version 15.2 (Build 1748.10)', roles = 'Mailbox'): Shape {
  return {
    types: ['Microsoft.Exchange.Data.Directory.Management.ExchangeServer'],
    props: {
      Name: server,
      Fqdn: host(server),
      AdminDisplayVersion: { text: version },
      ServerRole: { named: roles, number: 2 },
      DistinguishedName: directoryName(`${server},CN=Servers`),
    },
  };
}

export function acceptedDomain(domain: string): Shape {
  return {
    types: [`${CONFIGURATION}.AcceptedDomain`],
    props: {
      DomainName: { text: domain },
      DomainType: { named: 'Authoritative', number: 0 },
      Default: true,
      DistinguishedName: directoryName(`${domain},CN=Accepted Domains`),
    },
  };
}

export function authConfig(current: string | null, more: Readonly<Record<string, Shape>> = {}): Shape {
  return {
    types: [`${CONFIGURATION}.AuthConfig`],
    props: {
      CurrentCertificateThumbprint: current ?? '',
      NextCertificateThumbprint: '',
      PreviousCertificateThumbprint: '',
      NextCertificateEffectiveDate: null,
      DistinguishedName: directoryName('Auth Configuration'),
      ...more,
    },
  };
}

/** The certificates of a server as setup and an administrator leave them. */
export interface ServerCertificates {
  /** What clients meet, without the name autodiscover.contoso.com. */
  readonly web: Issued;
  readonly setup: Issued;
  readonly auth: Issued;
}

export function serverCertificates(server: string, auth?: Issued): ServerCertificates {
  const dates = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') };
  const ca = issueCertificate({ subject: 'Contoso Issuing CA', isCa: true, ...dates });
  const policies = { oid: '2.5.29.32', value: Buffer.from('300a3008060667810c010201', 'hex') };
  return {
    web: issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: ca,
      extensions: [policies],
      ...dates,
    }),
    setup: issueCertificate({
      subject: server,
      dnsNames: [server, host(server)],
      ...dates,
      notAfter: new Date('2030-01-01T00:00:00Z'),
    }),
    auth:
      auth ??
      issueCertificate({
        subject: 'Microsoft Exchange Server Auth Certificate',
        ...dates,
        notAfter: new Date('2030-01-01T00:00:00Z'),
      }),
  };
}

/** The list of a server where all is well. */
export function soundList(server: string, { web, setup, auth }: ServerCertificates): Shape[] {
  return [
    listedCertificate(server, {
      der: web.certificate.der,
      services: ['IMAP', 'POP', 'IIS', 'SMTP'],
      sites: [1],
      selfSigned: false,
      friendlyName: 'mail',
    }),
    listedCertificate(server, {
      der: setup.certificate.der,
      services: ['IIS', 'SMTP'],
      sites: [2],
      friendlyName: 'Microsoft Exchange',
    }),
    listedCertificate(server, {
      der: auth.certificate.der,
      services: ['SMTP'],
      friendlyName: 'Microsoft Exchange Server Auth Certificate',
    }),
  ];
}

/** Settings of POP3 or IMAP4. */
export function mailSettings(
  server: string,
  protocol: 'Pop3' | 'Imap4',
  more: Readonly<Record<string, Shape>> = {},
): Shape {
  const [plain, tls] = protocol === 'Pop3' ? [110, 995] : [143, 993];
  return {
    types: [`${CONFIGURATION}.${protocol}AdConfiguration`],
    props: {
      Name: '1',
      Server: { text: server },
      UnencryptedOrTLSBindings: { list: [`[::]:${plain}`, `0.0.0.0:${plain}`] },
      SSLBindings: { list: [`[::]:${tls}`, `0.0.0.0:${tls}`] },
      LoginType: { named: 'SecureLogin', number: 2 },
      X509CertificateName: 'mail.contoso.com',
      InternalConnectionSettings: { list: [`mail.contoso.com:${tls}:SSL`] },
      ExternalConnectionSettings: { list: [`mail.contoso.com:${tls}:SSL`] },
      DistinguishedName: directoryName(`1,CN=${protocol},CN=Protocols,CN=${server},CN=Servers`),
      ...more,
    },
  };
}

/** A receive connector of a server. */
export function receiveConnector(
  server: string,
  name: string,
  port: number,
  more: Readonly<Record<string, Shape>> = {},
): Shape {
  return {
    types: [`${CONFIGURATION}.ReceiveConnector`],
    props: {
      Name: name,
      Enabled: true,
      Fqdn: { text: host(server).toLowerCase() },
      Bindings: { list: [`[::]:${port}`, `0.0.0.0:${port}`] },
      AuthMechanism: 'Tls, Integrated, BasicAuth, BasicAuthRequireTLS',
      TlsCertificateName: null,
      Server: { text: server },
      DistinguishedName: directoryName(`${name},CN=SMTP Receive Connectors,CN=Protocols,CN=${server},CN=Servers`),
      ...more,
    },
  };
}

/** A send connector of the organization. */
export function sendConnector(
  name: string,
  servers: readonly string[],
  more: Readonly<Record<string, Shape>> = {},
): Shape {
  return {
    types: [`${CONFIGURATION}.SmtpSendConnectorConfig`],
    props: {
      Name: name,
      Enabled: true,
      AddressSpaces: { list: ['smtp:*;1'] },
      SourceTransportServers: { list: servers.map((server) => ({ text: server })) },
      TlsCertificateName: null,
      DistinguishedName: directoryName(`${name},CN=Connections`),
      ...more,
    },
  };
}

/** A service of Windows, as Win32_Service shows it. */
export function windowsService(server: string, name: string, state: 'Running' | 'Stopped'): Shape {
  return { notes: { Name: name, State: state, StartMode: 'Auto', PSComputerName: host(server) } };
}

/** The pin of a certificate, as a connector has it. */
export function pinOf({ certificate }: Issued): string {
  return `<I>${certificate.issuer}<S>${certificate.subject}`;
}

/** Files of an export of one server, by name. */
export function soundExport(server = 'EX01', certificates = serverCertificates(server)): Record<string, Buffer> {
  const { web, setup, auth } = certificates;
  return {
    'Get-ExchangeServer.xml': writeClixml([exchangeServer(server)]),
    'Get-ExchangeCertificate.xml': writeClixml(soundList(server, certificates)),
    'Get-WebBinding.xml': writeClixml([
      iisBinding(server, 1, '*:443:', web.certificate.sha1),
      iisBinding(server, 1, '127.0.0.1:443:', web.certificate.sha1),
      iisBinding(server, 2, '*:444:', setup.certificate.sha1),
    ]),
    'Get-OwaVirtualDirectory.xml': writeClixml([virtualDirectory(server, 'Owa', 'https://mail.contoso.com/owa')]),
    'Get-WebServicesVirtualDirectory.xml': writeClixml([
      virtualDirectory(server, 'WebServices', 'https://ews.contoso.com/EWS/Exchange.asmx'),
    ]),
    'Get-AcceptedDomain.xml': writeClixml([acceptedDomain('contoso.com')]),
    'Get-AuthConfig.xml': writeClixml([authConfig(auth.certificate.sha1)]),
  };
}

/** Files that are at hand, as the reader takes them. */
export function exportFiles(files: Readonly<Record<string, Buffer | string>>): ExportFile[] {
  return Object.entries(files).map(([name, content]) => {
    const bytes = Buffer.from(content);
    return { name, size: bytes.length, chunks: () => [bytes] };
  });
}

/** Writes an export as a folder and as an archive. */
export function writeExchangeExport(folder: string): void {
  const files = soundExport();
  mkdirSync(join(folder, 'exchange-export'), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'exchange-export', name), content);
  writeFileSync(
    join(folder, 'exchange-export.zip'),
    zipOf(Object.entries(files).map(([name, content]) => ({ name, content }))),
  );
}
