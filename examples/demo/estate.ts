// The estate that the demo deploys: one server for each source of certificates. Run in a folder where `vendor/` holds the purchase.
import { App } from 'cdktf';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientApplication,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  Encryption,
  ExchangeVersion,
  InternalCa,
  KeyAlgorithm,
  RootState,
  TlsVersion,
} from 'cdktf-exchange-client-access';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots('vendor/root.pem');
const mail = new ClientAccessStack(app, 'demo');

/** POP3 and IMAP4 on both of their ports. */
const IMAP4 = [
  { port: 143, encryption: Encryption.STARTTLS },
  { port: 993, encryption: Encryption.TLS },
];
const POP3 = [
  { port: 110, encryption: Encryption.STARTTLS },
  { port: 995, encryption: Encryption.TLS },
];

const small = new ClientAccessServer(mail, 'small-office', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'mail.fabrikam.com',
  serverFqdn: 'small-office.corp.fabrikam.com',
  windowsServer: '2008',
  tls: { lowest: TlsVersion.TLS_1_2, highest: TlsVersion.TLS_1_2 }, // off in Windows Server 2008 until somebody switches it on
  certificate: CertificateSource.selfSigned(),
})
  .addImap4({ listeners: IMAP4 })
  .addPop3({ listeners: POP3 })
  .addSmtpSubmission({ connectorFqdn: 'mail.fabrikam.com' });

const pki = new InternalCa(mail, 'pki', {
  commonName: 'Contoso Root CA',
  keyAlgorithm: KeyAlgorithm.RSA_2048,
  issuingCa: { commonName: 'Contoso Issuing CA' },
});
const inside = new ClientAccessServer(mail, 'intranet', {
  version: ExchangeVersion.EXCHANGE_2016,
  internalHostName: 'mail.corp.contoso.com',
  windowsServer: '2016',
  certificate: CertificateSource.internalCa(pki),
})
  .addImap4({ listeners: IMAP4 })
  .addPop3({ listeners: POP3 })
  .addSmtpSubmission({ pinsCertificate: true });

const open = new ClientAccessServer(mail, 'internet', {
  version: ExchangeVersion.EXCHANGE_SE,
  internalHostName: 'mail.contoso.com',
  externalHostName: 'mail.contoso.com',
  serverFqdn: 'internet.corp.contoso.com',
  windowsServer: '2022',
  certificate: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'vendor/certificate.pem',
    chainFile: 'vendor/chain.pem',
    privateKeyFile: 'vendor/private-key.pem',
  }),
})
  .addImap4({ listeners: IMAP4 })
  .addPop3({ listeners: POP3 })
  .addSmtpSubmission({ pinsCertificate: true });

new ClientPopulation(mail, 'office-browsers', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.INTERNET_EXPLORER,
  place: ClientPlace.INSIDE,
  rootState: RootState.INSTALLED,
  uses: [ClientProtocol.OWA],
  servers: [small],
});

new ClientPopulation(mail, 'domain-members', {
  platform: ClientPlatform.WINDOWS_11,
  application: ClientApplication.OUTLOOK_2021,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.MAPI_OVER_HTTP, ClientProtocol.EWS],
  servers: [inside],
});

new ClientPopulation(mail, 'phones-anywhere', {
  platform: ClientPlatform.IOS,
  application: ClientApplication.NATIVE_MAIL,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [open],
});

app.synth();
