// Hybrid: Exchange Online calls these servers, and so do clients anywhere. One purchased certificate; mail domains without a name each.
import { App } from 'cdktf';
import {
  AutodiscoverMethod,
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientApplication,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ConnectorKind,
  ExchangeVersion,
  HybridDeployment,
  MailDomain,
  SharedCertificate,
  TransportConnector,
} from 'cdktf-exchange-client-access';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots('certificates/vendor-root.pem');
const mail = new ClientAccessStack(app, 'hybrid');

// The primary domain is found under its own name; the brands redirect or point to it, and cost no names.
new MailDomain(mail, 'primary', { domain: 'adatum.com' });
new MailDomain(mail, 'brand', { domain: 'wingtiptoys.com', autodiscover: AutodiscoverMethod.SRV_RECORD });
new MailDomain(mail, 'acquired', {
  domain: 'graphicdesigninstitute.com',
  autodiscover: AutodiscoverMethod.HTTP_REDIRECT,
});
new MailDomain(mail, 'machines', { domain: 'devices.adatum.com', autodiscover: AutodiscoverMethod.SCP_ONLY });

const bought = new SharedCertificate(mail, 'bought', {
  source: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/mail.adatum.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
});

const servers = ['ex01', 'ex02'].map((name) =>
  new ClientAccessServer(mail, name, {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.adatum.com',
    externalHostName: 'mail.adatum.com',
    serverFqdn: `${name}.corp.adatum.com`,
    mailDomains: ['adatum.com', 'wingtiptoys.com', 'graphicdesigninstitute.com', 'devices.adatum.com'],
    windowsServer: '2019',
    certificate: bought,
  }).addSmtpSubmission({ pinsCertificate: true }),
);

// Mail to and from Exchange Online: the certificate must name the primary domain and the host that takes mail.
new HybridDeployment(mail, 'exchange-online', {
  primaryDomain: 'adatum.com',
  transportHostNames: ['smtp.adatum.com'],
  servers,
});
new TransportConnector(mail, 'to-exchange-online', { kind: ConnectorKind.SEND, servers, fqdn: 'smtp.adatum.com' });

new ClientPopulation(mail, 'staff-with-mailboxes-here', {
  platform: ClientPlatform.WINDOWS_11,
  application: ClientApplication.OUTLOOK_365,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.MAPI_OVER_HTTP, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS],
  servers,
  count: 1200,
});

new ClientPopulation(mail, 'macs', {
  platform: ClientPlatform.MACOS,
  application: ClientApplication.OUTLOOK_MAC,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.EWS, ClientProtocol.AUTODISCOVER],
  servers,
  count: 80,
});

new ClientPopulation(mail, 'scanners', {
  platform: ClientPlatform.WINDOWS_10,
  application: ClientApplication.THUNDERBIRD,
  place: ClientPlace.INSIDE,
  uses: [ClientProtocol.SMTP_SUBMISSION],
  servers,
  count: 15,
});

app.synth();
