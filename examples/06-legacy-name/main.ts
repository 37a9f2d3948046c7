// Exchange 2007 beside 2013: mailboxes that have not moved are sent to legacy.contoso.com, so the old server needs that name.
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
  ExchangeVersion,
  SharedCertificate,
} from 'cdktf-exchange-client-access';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots('certificates/vendor-root.pem');
const mail = new ClientAccessStack(app, 'legacy-name');

// One purchase for both: mail, autodiscover and legacy.
const bought = new SharedCertificate(mail, 'bought', {
  source: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/contoso.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
});

const new2013 = new ClientAccessServer(mail, 'mbx13', {
  version: ExchangeVersion.EXCHANGE_2013_SP1,
  internalHostName: 'mail.contoso.com',
  externalHostName: 'mail.contoso.com',
  serverFqdn: 'mbx13.corp.contoso.com',
  mailDomains: ['contoso.com'],
  windowsServer: '2012 R2',
  certificate: bought,
});

const old2007 = new ClientAccessServer(mail, 'cas07', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'legacy.contoso.com',
  externalHostName: 'legacy.contoso.com',
  serverFqdn: 'cas07.corp.contoso.com',
  windowsServer: '2008',
  certificate: bought,
}).addOutlookAnywhere();

new ClientPopulation(mail, 'moved', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2013,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS],
  servers: [new2013],
});

new ClientPopulation(mail, 'not-moved-yet', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.INTERNET_EXPLORER,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OWA],
  servers: [new2013, old2007], // they log on at the new server and are sent on to the old one
});

app.synth();
