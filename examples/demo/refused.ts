// What the guidance for Exchange 2007 says will not work: Outlook Anywhere on a certificate that signs itself.
import { App } from 'cdktf';
import {
  CertificateSource,
  ClientAccessServer,
  ClientAccessStack,
  ClientApplication,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  RootState,
} from 'cdktf-exchange-client-access';

const app = new App();
const mail = new ClientAccessStack(app, 'refused');

const server = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'mail.fabrikam.com',
  externalHostName: 'mail.fabrikam.com',
  windowsServer: '2008',
  certificate: CertificateSource.selfSigned(),
}).addOutlookAnywhere();

new ClientPopulation(mail, 'travelling-outlook', {
  platform: ClientPlatform.WINDOWS_7,
  application: ClientApplication.OUTLOOK_2007,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.INSTALLED, // even so
  uses: [ClientProtocol.OUTLOOK_ANYWHERE],
  servers: [server],
});

app.synth();
