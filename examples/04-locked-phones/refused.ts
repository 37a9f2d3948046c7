// The same phones and a private CA: synth refuses, because nobody can bring that root to them.
import { App } from 'cdktf';
import {
  CertificateSource,
  ClientAccessServer,
  ClientAccessStack,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  RootState,
} from 'cdktf-exchange-client-access';

const app = new App();
const mail = new ClientAccessStack(app, 'locked-phones');

const cas = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas01.corp.contoso.com',
  externalHostName: 'mobile.contoso.com',
  windowsServer: '2008',
  certificate: CertificateSource.internalCa(new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA' })),
});

new ClientPopulation(mail, 'field-phones', {
  platform: ClientPlatform.WINDOWS_MOBILE_6_1,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.BLOCKED,
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [cas],
  count: 300,
});

new ClientPopulation(mail, 'dispatchers-iphones', {
  platform: ClientPlatform.IOS,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.BLOCKED,
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [cas],
  count: 20,
});

app.synth();
