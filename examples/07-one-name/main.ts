// Three servers behind one name: one certificate, with the names of all of them, on each.
import { App } from 'cdktf';
import {
  CertificateSource,
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
  SharedCertificate,
} from 'cdktf-exchange-client-access';

const app = new App();
const mail = new ClientAccessStack(app, 'one-name');

const pki = new InternalCa(mail, 'pki', {
  commonName: 'Tailspin Root CA',
  issuingCa: { commonName: 'Tailspin Issuing CA' },
});

const shared = new SharedCertificate(mail, 'array', { source: CertificateSource.internalCa(pki) });

const servers = ['cas01', 'cas02', 'cas03'].map((name) =>
  new ClientAccessServer(mail, name, {
    version: ExchangeVersion.EXCHANGE_2010_SP3,
    internalHostName: 'outlook.corp.tailspintoys.com',
    serverFqdn: `${name}.corp.tailspintoys.com`,
    mailDomains: ['tailspintoys.com'],
    windowsServer: '2008 R2',
    certificate: shared,
  })
    .addOutlookAnywhere()
    // Inside, Outlook asks the directory for Autodiscover and is sent to each server's own name.
    .addAutodiscover({ internalHostName: `${name}.corp.tailspintoys.com` }),
);

new ClientPopulation(mail, 'office', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2010,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB],
  servers,
  count: 2000,
});

app.synth();
