// The app that cdktf.json names: one server of Exchange 2010 whose certificate comes from a CA that Terraform makes.
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
  Encryption,
  ExchangeVersion,
  InternalCa,
} from 'cdktf-exchange-client-access';

const app = new App();
const mail = new ClientAccessStack(app, 'contoso-mail');

const corporateCa = new InternalCa(mail, 'corporate-ca', {
  commonName: 'Contoso Root CA',
  organization: 'Contoso',
  issuingCa: { commonName: 'Contoso Issuing CA' },
});

const cas01 = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2010_SP3,
  internalHostName: 'cas01.corp.contoso.com',
  mailDomains: ['contoso.com'],
  windowsServer: '2008 R2',
  certificate: CertificateSource.internalCa(corporateCa),
});
cas01.addOutlookAnywhere();
cas01.addImap4({ encryption: Encryption.TLS });

new ClientPopulation(mail, 'office', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2010,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OWA],
  servers: [cas01],
});

app.synth();
