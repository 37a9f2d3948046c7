// A public deployment: anyone may connect from anywhere, so the certificate is bought. Once as PEM files, once as PFX.
import { App } from 'cdktf';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientApplication,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
} from 'cdktf-exchange-client-access';

const app = new App();
// A vendor that exists is known by itself; the one of this example has its root in a file.
ClientAccessPolicy.of(app).useCommercialRoots('certificates/vendor-root.pem');

// The request was made on the server; the vendor answered with two files.
const pem = new ClientAccessStack(app, 'purchased-pem');
const mail = new ClientAccessServer(pem, 'mail01', {
  version: ExchangeVersion.EXCHANGE_2013_SP1,
  internalHostName: 'mail.contoso.com',
  externalHostName: 'mail.contoso.com',
  serverFqdn: 'mail01.corp.contoso.com',
  mailDomains: ['contoso.com'],
  windowsServer: '2012 R2',
  certificate: CertificateSource.purchased({
    vendor: 'Northwind Trust',
    certificateFile: 'certificates/mail.contoso.com.pem',
    chainFile: 'certificates/vendor-chain.pem',
  }),
});

// Moved from another server with its key: the password comes from the environment, at synth and at apply.
const pfx = new ClientAccessStack(app, 'purchased-pfx');
const post = new ClientAccessServer(pfx, 'post01', {
  version: ExchangeVersion.EXCHANGE_2016,
  internalHostName: 'post.contoso.com',
  externalHostName: 'post.contoso.com',
  serverFqdn: 'post01.corp.contoso.com',
  windowsServer: '2016',
  certificate: CertificateSource.purchasedPfx({
    vendor: 'Northwind Trust',
    pfxFile: 'certificates/post.contoso.com.pfx',
    passwordVariable: 'CONTOSO_PFX_PASSWORD',
  }),
});

for (const [stack, server] of [
  [pem, mail],
  [pfx, post],
] as const) {
  new ClientPopulation(stack, 'outlook-anywhere-in-the-world', {
    platform: ClientPlatform.WINDOWS_10,
    application: ClientApplication.OUTLOOK_2016,
    place: ClientPlace.OUTSIDE,
    uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.EWS, ClientProtocol.OAB],
    servers: [server],
  });
  new ClientPopulation(stack, 'customers-phones', {
    platform: ClientPlatform.IOS,
    application: ClientApplication.NATIVE_MAIL,
    place: ClientPlace.OUTSIDE,
    uses: [ClientProtocol.ACTIVE_SYNC],
    servers: [server],
  });
}

app.synth();
