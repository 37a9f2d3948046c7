// Subscription Edition behind a load balancer that ends TLS: phones see its purchased certificate, the servers have internal ones.
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
  KeyAlgorithm,
  PublishingMode,
  PublishingPoint,
  SharedCertificate,
} from 'cdktf-exchange-client-access';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots('certificates/vendor-root.pem');
const mail = new ClientAccessStack(app, 'phones');

const pki = new InternalCa(mail, 'pki', {
  commonName: 'Proseware Root CA',
  issuingCa: { commonName: 'Proseware Issuing CA', keyAlgorithm: KeyAlgorithm.RSA_2048 },
});

const balancer = new PublishingPoint(mail, 'load-balancer', {
  mode: PublishingMode.BRIDGING,
  hostNames: ['mail.proseware.com', 'autodiscover.proseware.com'],
  certificate: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/mail.proseware.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
  trusts: [pki],
});

const shared = new SharedCertificate(mail, 'members', { source: CertificateSource.internalCa(pki) });

const servers = ['ex01', 'ex02'].map(
  (name) =>
    new ClientAccessServer(mail, name, {
      version: ExchangeVersion.EXCHANGE_SE,
      internalHostName: 'mail.proseware.com',
      externalHostName: 'mail.proseware.com',
      serverFqdn: `${name}.corp.proseware.com`,
      mailDomains: ['proseware.com'],
      windowsServer: '2022',
      publishingPoint: balancer,
      certificate: shared,
    }),
);

new ClientPopulation(mail, 'iphones', {
  platform: ClientPlatform.IOS,
  application: ClientApplication.NATIVE_MAIL,
  place: ClientPlace.OUTSIDE,
  management: ClientManagement.MDM,
  uses: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER],
  servers,
  count: 400,
});

// Nobody manages them, and their app trusts no root that a user adds: the purchased certificate carries them.
new ClientPopulation(mail, 'own-android-phones', {
  platform: ClientPlatform.ANDROID,
  application: ClientApplication.OUTLOOK_MOBILE,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER],
  servers,
  count: 150,
});

new ClientPopulation(mail, 'office', {
  platform: ClientPlatform.WINDOWS_11,
  application: ClientApplication.OUTLOOK_365,
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  uses: [ClientProtocol.MAPI_OVER_HTTP, ClientProtocol.AUTODISCOVER, ClientProtocol.EWS],
  servers,
  count: 900,
});

app.synth();
