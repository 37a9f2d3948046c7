import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../lib';
import { clientsPage } from '../../tools/knowledge/clients-page';
import { declaringPage } from '../../tools/knowledge/declaring-page';
import { exchangePage } from '../../tools/knowledge/exchange-page';
import { rootStoresPage } from '../../tools/knowledge/root-stores-page';

/** Not for users: what every class has, and the private method that `ClientPlatform` makes its releases with. */
const BUILT_IN = new Set([...Object.getOwnPropertyNames(class {}), 'at']);
const docs = join(__dirname, '..', '..', 'docs');

// A page that falls behind: npx tsx tools/knowledge-docs.ts
test.each([
  ['exchange.md', exchangePage],
  ['clients.md', clientsPage],
  ['declaring.md', declaringPage],
  ['root-stores.md', rootStoresPage],
])('docs/%s says what the tables say', (file, page) => {
  expect(readFileSync(join(docs, file), 'utf8')).toBe(page());
});

describe('docs/declaring.md', () => {
  const page = declaringPage();

  // What the library exports, not what the page was made from: a new value or method must be named there.
  test.each([
    'AutodiscoverMethod',
    'CertificateRole',
    'CertificateSource',
    'CertificateUse',
    'ClientApplication',
    'ClientAuthentication',
    'ClientCertificateMode',
    'ClientManagement',
    'ClientPlace',
    'ClientPlatform',
    'ClientProtocol',
    'ConnectorKind',
    'Encryption',
    'ExchangeVersion',
    'KeyAlgorithm',
    'Level',
    'PublishingMode',
    'RevocationStatus',
    'RootState',
  ] as const)('names every value of %s', (name) => {
    const values = Object.getOwnPropertyNames(library[name]).filter((one) => !BUILT_IN.has(one));
    expect(values.filter((value) => !page.includes(`\`${value}\``) && !page.includes(`.${value}(`))).toEqual([]);
  });

  test.each(['ClientAccessPolicy', 'ClientAccessServer'] as const)('names every method of %s', (name) => {
    const methods = Object.entries(Object.getOwnPropertyDescriptors(library[name].prototype))
      .filter(
        ([method, { value }]) => typeof value === 'function' && /^(add|remove|assign|use|set|refuse|ack)/.test(method),
      )
      .map(([method]) => method);
    expect(methods.length).toBeGreaterThan(4);
    expect(methods.filter((method) => !page.includes(`\`${method}\``))).toEqual([]);
  });

  // Constructs that take props: each has its heading or is named in one.
  test('names every construct', () => {
    const constructs = Object.entries(library).filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof Construct,
    );
    expect(constructs.length).toBeGreaterThan(6);
    expect(constructs.map(([name]) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
