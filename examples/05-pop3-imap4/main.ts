// POP3 and IMAP4: off and in clear in Exchange 2007 until someone says otherwise. Each has a name and a certificate of its own.
import { App } from 'cdktf';
import {
  CertificateRole,
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
const mail = new ClientAccessStack(app, 'pop3-imap4');

const pki = new InternalCa(mail, 'pki', { commonName: 'Litware Root CA', organization: 'Litware' });

const cas = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas01.corp.litwareinc.com',
  windowsServer: '2008',
  certificate: CertificateSource.internalCa(pki),
})
  // 995 alone: the machines in the plant speak TLS from the first byte.
  .addPop3({ internalHostName: 'pop.corp.litwareinc.com', encryption: Encryption.TLS })
  // 143 with STARTTLS and 993.
  .addImap4({
    internalHostName: 'imap.corp.litwareinc.com',
    listeners: [
      { port: 143, encryption: Encryption.STARTTLS },
      { port: 993, encryption: Encryption.TLS },
    ],
  })
  .assignCertificate(CertificateRole.POP, CertificateSource.internalCa(pki))
  .assignCertificate(CertificateRole.IMAP, CertificateSource.internalCa(pki, { validityDays: 180 }));

new ClientPopulation(mail, 'plant-machines', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2010,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.POP3],
  servers: [cas],
  count: 12,
});

new ClientPopulation(mail, 'engineers', {
  platform: ClientPlatform.WINDOWS_10,
  application: ClientApplication.OUTLOOK_2016,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.IMAP4],
  servers: [cas],
  count: 25,
});

app.synth();
