// A bank: the root lies in a safe, an issuing CA signs what is used inside, and what is published outside is bought.
import { App, TerraformVariable } from 'cdktf';
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
  ExchangeVersion,
  InternalCa,
} from 'cdktf-exchange-client-access';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots('certificates/vendor-root.pem');
const mail = new ClientAccessStack(app, 'offline-root');

// The root's key is nowhere near Terraform; the issuing CA's comes from the vault as TF_VAR_issuing_ca_key.
const issuingKey = new TerraformVariable(mail, 'issuing_ca_key', {
  type: 'string',
  sensitive: true,
  description: 'Private key of the issuing CA, PEM',
});
const pki = InternalCa.fromPem(mail, 'pki', {
  certificateFile: 'certificates/issuing-ca.pem',
  chainFile: 'certificates/root-ca.pem',
  privateKey: issuingKey,
});

const inside = new ClientAccessServer(mail, 'ex-inside', {
  version: ExchangeVersion.EXCHANGE_2019,
  internalHostName: 'mail.corp.nodpublishers.com',
  serverFqdn: 'ex-inside.corp.nodpublishers.com',
  windowsServer: '2019',
  certificate: CertificateSource.internalCa(pki, { validityDays: 365 }),
});

const outside = new ClientAccessServer(mail, 'ex-dmz', {
  version: ExchangeVersion.EXCHANGE_2019,
  internalHostName: 'mail.nodpublishers.com',
  externalHostName: 'mail.nodpublishers.com',
  serverFqdn: 'ex-dmz.corp.nodpublishers.com',
  mailDomains: ['nodpublishers.com'],
  windowsServer: '2019',
  certificate: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/mail.nodpublishers.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
});

new ClientPopulation(mail, 'tellers', {
  platform: ClientPlatform.WINDOWS_11,
  application: ClientApplication.OUTLOOK_2021,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.MAPI_OVER_HTTP, ClientProtocol.EWS, ClientProtocol.OAB],
  servers: [inside],
  count: 5000,
});

new ClientPopulation(mail, 'customer-advisers', {
  platform: ClientPlatform.IOS,
  application: ClientApplication.NATIVE_MAIL,
  place: ClientPlace.OUTSIDE,
  management: ClientManagement.MDM,
  uses: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER],
  servers: [outside],
  count: 700,
});

app.synth();
