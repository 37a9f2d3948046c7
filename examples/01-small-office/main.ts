// Ten people, one server, no money for certificates: webmail and phones on a certificate that signs itself.
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
const mail = new ClientAccessStack(app, 'small-office');

// No Outlook Anywhere: it would not work with this certificate, and synth would say so.
const server = new ClientAccessServer(mail, 'ex01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'ex01.fabrikam.local',
  externalHostName: 'mail.fabrikam.com',
  windowsServer: '2008',
  certificate: CertificateSource.selfSigned({ validityDays: 730 }),
});

new ClientPopulation(mail, 'office-browsers', {
  platform: ClientPlatform.WINDOWS_XP_SP3,
  application: ClientApplication.INTERNET_EXPLORER,
  place: ClientPlace.INSIDE,
  rootState: RootState.INSTALLED, // the administrator went from desk to desk
  uses: [ClientProtocol.OWA],
  servers: [server],
  count: 10,
});

new ClientPopulation(mail, 'browsers-at-home', {
  platform: ClientPlatform.WINDOWS_XP_SP3,
  application: ClientApplication.INTERNET_EXPLORER,
  place: ClientPlace.OUTSIDE,
  uses: [ClientProtocol.OWA], // nobody visited these desks: they are asked at every visit
  servers: [server],
  count: 6,
});

new ClientPopulation(mail, 'phones', {
  platform: ClientPlatform.WINDOWS_MOBILE_6,
  place: ClientPlace.OUTSIDE,
  rootState: RootState.INSTALLED, // copied to each phone by cable
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [server],
  count: 4,
});

app.synth();
