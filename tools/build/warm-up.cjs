// Runs one review with the bundle, and writes the code that the engine compiled for it. Arguments: the bundle, the file to write.
const { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const [main, cache] = process.argv.slice(2);

const host = { value: 'mail.contoso.com' };
const binding = (protocol) => ({
  id: `contoso/cas/${protocol}`,
  server: 'contoso/cas',
  protocol,
  listeners: [{ port: 443, encryption: 'tls' }],
  encryptionRequired: true,
  internalHosts: [host],
  externalHosts: [host],
  authentication: ['basic'],
  clientCertificates: 'ignore',
  role: 'iis',
  certificate: 'contoso/cas/certificate',
  byDefault: true,
});
const slice = {
  servers: [
    {
      id: 'contoso/cas',
      name: 'cas',
      stack: 'contoso',
      release: { product: '2019' },
      fqdn: host,
      internalHost: host,
      externalHost: host,
      mailDomains: ['contoso.com'],
      publicDeployment: true,
      roles: [{ role: 'iis', certificate: 'contoso/cas/certificate' }],
    },
  ],
  bindings: ['owa', 'activesync', 'outlook-anywhere', 'ews', 'autodiscover'].map(binding),
  certificates: [
    {
      id: 'contoso/cas/certificate',
      source: 'internal-ca',
      state: 'declared',
      exchangeDefault: false,
      facts: {
        commonName: host.value,
        dnsNames: [host],
        lifetimeSeconds: 31536001,
        keyType: 'rsa',
        keyBits: 2048,
        extendedKeyUsages: ['serverAuth'],
        isCa: false,
        selfSigned: false,
      },
      uses: [],
      custody: 'terraform',
      anchor: 'contoso/ca',
      chainPem: [],
      revocation: 'unknown',
      crlPem: [],
      faults: [],
      notes: [],
    },
  ],
  anchors: [{ id: 'contoso/ca', name: 'Contoso Root CA', kind: 'private', madeHere: true }],
  populations: ['inside', 'outside'].map((place) => ({
    id: `contoso/${place}`,
    name: place,
    platform: 'windows-10',
    place,
    management: 'none',
    roots: [{ state: place === 'inside' ? 'installed' : 'installable' }],
    uses: ['owa', 'activesync', 'outlook-anywhere', 'ews', 'autodiscover'],
    servers: ['contoso/cas'],
    clientCertificates: false,
  })),
  mailDomains: [{ domain: 'contoso.com', method: 'own-name', servers: ['contoso/cas'] }],
};

const { encodeSlice } = require(join(dirname(main), '../lib/model/slice.js'));
const input = encodeSlice('server', slice);
const folder = mkdtempSync(join(tmpdir(), 'client-access-warm-up-'));
const file = join(folder, 'cdk.tf.json');
writeFileSync(file, JSON.stringify({ resource: { terraform_data: { m: { input } } } }));

const outputs = ['text', 'markdown', 'json', 'sarif'].flatMap((format) => ['-o', `${format}=${join(folder, format)}`]);
process.argv = [process.execPath, main, 'review', file, '--now', '2026-01-01', ...outputs];
const script = new Script(readFileSync(main, 'latin1'), { filename: main });
script.runInThisContext()(exports, require, module, main, dirname(main));
process.once('exit', () => {
  writeFileSync(`${cache}.new`, script.createCachedData());
  renameSync(`${cache}.new`, cache);
  rmSync(folder, { recursive: true });
});
