// Phones whose operator locked the store of trusted roots: only a certificate from a vendor that they ship with will do.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { App } from 'cdktf';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientAuthentication,
  ClientCertificateMode,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  RootState,
} from 'cdktf-exchange-client-access';

const VENDOR_ROOT = 'certificates/vendor-root.pem';

const app = new App();
ClientAccessPolicy.of(app).useCommercialRoots(VENDOR_ROOT);
const mail = new ClientAccessStack(app, 'locked-phones');

const cas = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'mobile.contoso.com',
  externalHostName: 'mobile.contoso.com',
  serverFqdn: 'cas01.corp.contoso.com',
  windowsServer: '2008',
  certificate: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/mobile.contoso.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
}).addActiveSync({
  // What the guidance for 2007 calls the optimum: Windows Mobile 6 that shows a certificate, and a purchased one on the server.
  clientCertificates: ClientCertificateMode.REQUIRE,
  authentication: [ClientAuthentication.CERTIFICATE],
});

new ClientPopulation(mail, 'field-phones', {
  platform: ClientPlatform.WINDOWS_MOBILE_6_1,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.BLOCKED,
  // Read off one of the phones: this root is in its store.
  roots: [
    { fingerprint: new X509Certificate(readFileSync(VENDOR_ROOT)).fingerprint256, state: RootState.PREINSTALLED },
  ],
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [cas],
  count: 300,
  clientCertificates: true,
});

new ClientPopulation(mail, 'dispatchers-iphones', {
  platform: ClientPlatform.IOS,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.BLOCKED, // a contractor manages them and installs no root for others
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [cas],
  count: 20,
  clientCertificates: true,
});

app.synth();
