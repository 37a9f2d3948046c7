import { Audience } from '../../lib/constructs/audience';
import { Estate, MODEL_SCHEMA_VERSION } from '../../lib/model';
import { TestEstate } from '../../lib/testing';

const estate: Estate = {
  ...TestEstate.of({
    servers: [
      { name: 'cas01', publishingPoint: 'app/point1' },
      { name: 'cas02', certificate: 'other' },
    ],
    certificates: { web: {}, other: { anchor: undefined }, proxy: {} },
    publishingPoints: [{ certificate: 'proxy', behind: 'app/waf' }, { id: 'app/waf' }],
    populations: [{ servers: ['app/cas01'], inspector: 'app/gateway' }],
    mailDomains: [{ servers: ['app/cas01'] }],
    connectors: [{ servers: ['app/cas01'] }],
  }),
  inspectors: [{ id: 'app/gateway', name: 'gateway', exempt: [] }],
  organizations: [{ id: 'app/contoso', servers: ['app/cas01'] }],
};

const first = (estate: Estate): string => new Audience(estate).digestOf('app/cas01');
const second = (estate: Estate): string => new Audience(estate).digestOf('app/cas02');
const changed = <T extends object>(items: readonly T[], change: Partial<T>): T[] =>
  items.map((item, index) => (index === items.length - 1 ? { ...item, ...change } : item));

test.each<[string, Partial<Estate>]>([
  ['its clients', { populations: changed(estate.populations, { platform: 'windows-11' }) }],
  ['the inspector of its clients', { inspectors: changed(estate.inspectors, { verifiesServer: false }) }],
  [
    'a point in front of the point in front of it',
    { publishingPoints: changed(estate.publishingPoints, { stapling: true }) },
  ],
  ['the certificate of that point', { certificates: changed(estate.certificates, { mark: 1 } as object) }],
  ['its mail domain', { mailDomains: changed(estate.mailDomains, { target: { value: 'mail.contoso.com' } }) }],
  ['its connector', { connectors: changed(estate.connectors, { mutualTls: true }) }],
  ['its organization', { organizations: changed(estate.organizations, { downloadDomains: true }) }],
  ['a root', { anchors: changed(estate.anchors, { signatureHash: 'sha1' }) }],
])('a server is judged again when %s changes, and another server is not', (_, change) => {
  expect(first({ ...estate, ...change })).not.toBe(first(estate));
  expect(second({ ...estate, ...change })).toBe(second(estate));
});

test('both are judged again when the policy changes', () => {
  const policies = [{ packs: [], levels: [], baseline: [], refuseFrom: 'warning' }];
  expect(first({ ...estate, policies })).not.toBe(first(estate));
  expect(second({ ...estate, policies })).not.toBe(second(estate));
});

test('a line that moves and a version of the model change nothing', () => {
  const moved = {
    ...estate,
    schemaVersion: MODEL_SCHEMA_VERSION + 1,
    populations: changed(estate.populations, { location: { file: 'main.ts', line: 7 } }),
  };
  expect(first(moved)).toBe(first(estate));
});
