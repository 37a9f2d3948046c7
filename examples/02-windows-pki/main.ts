// A domain with a PKI of its own: group policy brings the root to every member, so Outlook Anywhere works without a purchase.
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
} from 'cdktf-exchange-client-access';

const app = new App();
const mail = new ClientAccessStack(app, 'windows-pki');

const pki = new InternalCa(mail, 'pki', {
  commonName: 'Woodgrove Root CA',
  organization: 'Woodgrove Bank',
  issuingCa: { commonName: 'Woodgrove Issuing CA 1', validityDays: 1825 },
  validityDays: 7300,
});

// Terraform makes the key and the request; the bundle folder receives a PFX to import.
const cas01 = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas01.corp.woodgrovebank.com',
  externalHostName: 'mail.woodgrovebank.com',
  mailDomains: ['woodgrovebank.com'],
  windowsServer: '2008',
  certificate: CertificateSource.internalCa(pki),
}).addOutlookAnywhere();

// Here the request was made on the server (New-ExchangeCertificate -GenerateRequest): its key never leaves it.
const cas02 = new ClientAccessServer(mail, 'cas02', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas02.corp.woodgrovebank.com',
  windowsServer: '2008',
  certificate: CertificateSource.internalCa(pki, { csrFile: 'certificates/cas02.req' }),
}).addOutlookAnywhere();

new ClientPopulation(mail, 'branch-offices', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2007,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB],
  servers: [cas01, cas02],
  count: 850,
});

new ClientPopulation(mail, 'travelling-staff', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2007,
  place: ClientPlace.OUTSIDE_WITH_VPN,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.AUTODISCOVER],
  servers: [cas01],
  count: 120,
});

app.synth();
