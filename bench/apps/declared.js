// The app as a user of the library writes it. Arguments: number of servers, output folder, 'rules' or 'no-rules', populations, 'state'
// for the local state that a stack has by default, the most servers of one stack.
const { App } = require('cdktf');
const ca = require('../../dist/lib/index.js');

const [servers, outdir, rules = 'rules', populations = '0', state, serversPerStack] = process.argv.slice(2);
const app = new App({ outdir, stackTraces: false });
const policy = ca.ClientAccessPolicy.of(app).useClock(new Date('2026-11-23T12:00:00Z'));
if (rules === 'no-rules') policy.usePacks([]);
const stack = new ca.ClientAccessStack(app, 'perf', {
  localState: state === 'state',
  ...(serversPerStack === undefined ? {} : { serversPerStack: Number(serversPerStack) }),
});
const issuer = new ca.InternalCa(stack, 'ca', { commonName: 'Contoso Root CA' });
const made = [];
for (let i = 0; i < Number(servers); i++) {
  made.push(
    new ca.ClientAccessServer(stack, `cas${i}`, {
      version: ca.ExchangeVersion.EXCHANGE_2016,
      internalHostName: `cas${i}.corp.contoso.com`,
      externalHostName: `mail${i}.contoso.com`,
      certificate: ca.CertificateSource.internalCa(issuer),
    }),
  );
}
const P = ca.ClientProtocol;
const platforms = [
  ca.ClientPlatform.WINDOWS_10,
  ca.ClientPlatform.WINDOWS_11,
  ca.ClientPlatform.MACOS,
  ca.ClientPlatform.IOS,
];
for (let i = 0; i < Number(populations); i++) {
  new ca.ClientPopulation(stack, `clients${i}`, {
    platform: platforms[i % platforms.length],
    place: i % 2 === 0 ? ca.ClientPlace.INSIDE : ca.ClientPlace.OUTSIDE,
    rootState: ca.RootState.INSTALLED,
    uses: [P.OWA, P.ECP, P.ACTIVE_SYNC, P.OUTLOOK_ANYWHERE, P.MAPI_OVER_HTTP, P.EWS, P.OAB, P.AUTODISCOVER],
    servers: made,
  });
}
app.synth();
