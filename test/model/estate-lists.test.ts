import {
  ClientPlace,
  ConnectorKind,
  Estate,
  EMPTY_ESTATE,
  ESTATE_LISTS,
  HostName,
  LIST_NAMES,
  listDescriptor,
  mapHosts,
  Observation,
  restrictEstate,
  RootState,
  visitReferences,
} from '../../lib/model';
import { TestEstate } from '../../lib/testing';
import { observation } from '../support/observations';

const name = (text: string): HostName => ({ expression: `\${var.${text}}` });

/** What an endpoint of the first server did. */
const seen: Observation = {
  ...observation(),
  at: 'app/cas01',
  bindings: ['app/cas01/owa'],
  host: name('observed'),
};

/** Two servers behind two points, each with clients of its own, and one of everything else. */
const estate: Estate = {
  ...TestEstate.of({
    servers: [
      { name: 'cas01', publishingPoint: 'app/inner', publishingPoints: ['app/inner'], certificate: 'one' },
      { name: 'cas02', publishingPoint: 'app/other', publishingPoints: ['app/other'], certificate: 'two' },
    ],
    certificates: {
      one: { anchor: 'private', furtherAnchors: ['cross'] },
      two: {},
      inner: {},
      outer: {},
      other: {},
      sni: {},
      root: {},
      spare: {},
      edge: {},
      federation: {},
    },
    anchors: { private: {}, cross: {}, bridged: {}, inspected: {}, unused: {} },
    publishingPoints: [
      { id: 'app/inner', certificate: 'inner', trusts: ['bridged'], behind: 'app/outer' },
      {
        id: 'app/outer',
        certificate: 'outer',
        sniCertificates: [{ hostNames: [name('sni')], certificate: 'sni' }],
        serverName: name('server'),
      },
      { id: 'app/other', certificate: 'other' },
    ],
    populations: [
      { name: 'both', inspector: 'app/gateway' },
      {
        name: 'first',
        servers: ['app/cas01'],
        place: ClientPlace.INSIDE,
        roots: [{ anchor: 'private', state: RootState.PUSHED }],
      },
      { name: 'second', servers: ['app/cas02'] },
    ],
    mailDomains: [{ target: name('target'), rootSite: { answers: true, certificate: 'root' } }],
    connectors: [{ kind: ConnectorKind.SEND, fqdn: name('connector'), servers: ['app/cas02'], certificate: 'two' }],
    edges: [{ certificate: 'edge', servers: ['app/cas02'] }],
    federations: [{ certificate: 'federation', nextCertificate: 'federation', servers: ['app/cas02'] }],
    hybrids: [{ transportHosts: [name('hybrid')], servers: ['app/cas02'], certificates: ['two'] }],
  }),
  inspectors: [{ id: 'app/gateway', name: 'gateway', root: 'inspected', exempt: [name('exempt')] }],
  organizations: [{ id: 'app/contoso', servers: ['app/cas01', 'app/cas02'] }],
  observations: [seen],
};

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

test('every list of an estate is described', () => {
  expect([...LIST_NAMES].sort()).toEqual(
    Object.keys(EMPTY_ESTATE)
      .filter((list) => list !== 'schemaVersion')
      .sort(),
  );
});

test('every reference of the sample leads to an item, and every described reference occurs in it', () => {
  const met = new Set<string>();
  for (const list of LIST_NAMES)
    for (const item of estate[list] as object[])
      visitReferences(list, item, (to, id) => {
        const known = (estate[to] as object[]).map(listDescriptor(to).keyOf);
        expect([list, to, known.includes(id) ? id : `${id} is missing`]).toEqual([list, to, id]);
        met.add(`${list} to ${to}`);
      });
  const described = LIST_NAMES.flatMap((list) =>
    Object.values(listDescriptor(list).references).map((to) => `${list} to ${to}`),
  );
  const absent = ['serverAuthentications', 'inspectors'];
  expect([...new Set(described)].filter((one) => !met.has(one) && !absent.includes(one.split(' ')[0]))).toEqual([]);
});

describe('restrictEstate', () => {
  const first = restrictEstate(estate, new Set(['app/cas01']));

  test('keeps what the server reaches, through every reference, and nothing of other servers', () => {
    expect(ids(first.servers)).toEqual(['app/cas01']);
    expect(new Set(first.bindings.map(({ server }) => server))).toEqual(new Set(['app/cas01']));
    expect(ids(first.publishingPoints)).toEqual(['app/inner', 'app/outer']);
    expect(ids(first.certificates)).toEqual(['one', 'inner', 'outer', 'sni', 'root']);
    expect(ids(first.anchors)).toEqual(['root', 'private', 'cross', 'bridged', 'inspected']);
    expect(ids(first.populations)).toEqual(['app/both', 'app/first']);
    expect(ids(first.inspectors)).toEqual(['app/gateway']);
    expect(first.connectors).toEqual([]);
    expect(first.hybrids).toEqual([]);
  });

  test('what is of several servers is of these alone, in one list for all that shared one', () => {
    expect(first.populations[0].servers).toEqual(['app/cas01']);
    expect(first.organizations[0].servers).toEqual(['app/cas01']);
    expect(first.mailDomains[0].servers).toBe(first.populations[0].servers);
  });

  test('what nobody refers to stays where it is asked for', () => {
    const also = restrictEstate(
      estate,
      new Set(['app/cas01']),
      (_, item) => (item as { id?: string }).id === 'app/other',
    );
    expect(ids(also.publishingPoints)).toEqual(['app/inner', 'app/outer', 'app/other']);
    expect(ids(also.certificates)).toContain('other');
  });

  test('an estate restricted to all of its servers lacks only what nothing refers to', () => {
    const all = restrictEstate(estate, new Set(ids(estate.servers)));
    expect(all.populations).toEqual(estate.populations);
    expect(estate.certificates.filter(({ id }) => !ids(all.certificates).includes(id)).map(({ id }) => id)).toEqual([
      'spare',
    ]);
  });
});

describe('mapHosts', () => {
  const known = (host: HostName): HostName =>
    host.value === undefined ? { ...host, value: `${host.expression!.slice(6, -1)}.contoso.com` } : host;

  test('reaches every host name of every list', () => {
    const asked = new Set<string>();
    mapHosts(estate, (host, { list, property }) => {
      asked.add(`${list}.${property}`);
      return host;
    });
    const settled = mapHosts(estate, known);
    expect(JSON.stringify(settled).match(/"expression":"[^"]*"}/g)).toBeNull();
    expect(settled.publishingPoints[1].sniCertificates?.[0].hostNames[0].value).toBe('sni.contoso.com');
    expect(asked).toContain('servers.internalHostName');
    expect(asked).toContain('certificates.names');
    expect(Object.keys(ESTATE_LISTS.inspectors.hosts)).toEqual(['exempt']);
  });

  test('what does not change is the same object, and what was shared is shared', () => {
    expect(mapHosts(estate, (host) => host)).toBe(estate);
    const settled = mapHosts(estate, known);
    expect(settled.certificates).toBe(estate.certificates);
    expect(settled.publishingPoints[0]).toBe(estate.publishingPoints[0]);
    const shared = [name('shared')];
    const bindings = estate.bindings.map((binding) => ({ ...binding, externalHosts: shared }));
    const lists = mapHosts({ ...estate, bindings }, known).bindings.map(({ externalHosts }) => externalHosts);
    expect(lists[0]).toEqual([{ expression: '${var.shared}', value: 'shared.contoso.com' }]);
    expect(new Set(lists).size).toBe(1);
  });
});
