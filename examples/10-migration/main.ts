// In the middle of a migration from 2010 to 2016: the old server stays as it is for now, and says so with a reason and a day.
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
  InternalCa,
} from 'cdktf-exchange-client-access';

const app = new App();

const next = new ClientAccessStack(app, 'exchange-2016');
const pki = new InternalCa(next, 'pki', {
  commonName: 'Wingtip Root CA',
  issuingCa: { commonName: 'Wingtip Issuing CA' },
});
const mbx16 = new ClientAccessServer(next, 'mbx16', {
  version: ExchangeVersion.EXCHANGE_2016,
  internalHostName: 'mail.corp.wingtiptoys.com',
  serverFqdn: 'mbx16.corp.wingtiptoys.com',
  mailDomains: ['wingtiptoys.com'],
  windowsServer: '2016',
  certificate: CertificateSource.internalCa(pki),
});

// The old one, with the certificate that setup left on it: nothing is made for a server that goes in spring.
const last = new ClientAccessStack(app, 'exchange-2010');
const cas10 = new ClientAccessServer(last, 'cas10', {
  version: ExchangeVersion.EXCHANGE_2010_SP3,
  internalHostName: 'cas10.corp.wingtiptoys.com',
  windowsServer: '2008 R2',
  certificate: CertificateSource.installedByExchange({ installedOn: '2024-02-01' }),
});
ClientAccessPolicy.of(cas10).acknowledge({
  rule: 'self-signed-without-lifecycle',
  reason: 'the server is taken down when the last mailbox has moved',
  expires: '2027-03-31',
  ticket: 'MIG-117',
});

new ClientPopulation(next, 'moved', {
  platform: ClientPlatform.WINDOWS_10,
  application: ClientApplication.OUTLOOK_2016,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [
    ClientProtocol.MAPI_OVER_HTTP,
    ClientProtocol.OUTLOOK_ANYWHERE,
    ClientProtocol.AUTODISCOVER,
    ClientProtocol.EWS,
  ],
  servers: [mbx16],
  count: 400,
});

new ClientPopulation(last, 'waiting', {
  platform: ClientPlatform.WINDOWS_10,
  application: ClientApplication.INTERNET_EXPLORER,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OWA],
  servers: [cas10],
  count: 35,
});

app.synth();
