import { Estate, EstateLists, ListItem, ListName } from './estate';
import { HostName } from './protocol';

/** The members of an object whose values are host names, however deep; a list of objects is written with `[]`. */
export type HostPath<T> = {
  [K in keyof T & string]: Below<K, NonNullable<T[K]>>;
}[keyof T & string];

type Below<K extends string, V> = V extends readonly (infer I)[]
  ? IsHost<I> extends true
    ? K
    : I extends object
      ? `${K}[].${HostPath<I>}`
      : never
  : IsHost<V> extends true
    ? K
    : V extends object
      ? `${K}.${HostPath<V>}`
      : never;

type IsHost<V> = V extends object ? ([keyof V] extends [keyof HostName] ? true : false) : false;

/**
 * What one list of an estate holds.
 * @internal
 */
export interface ListDescriptor<T> {
  /** Several of its items, for people. */
  readonly plural: string;
  /** One of its items, for people. */
  readonly singular: string;
  /** What identifies an item: two with one key are one thing. */
  readonly keyOf: (item: T) => string;
  /** Whether the key is a name, to which other lists may refer; else it is the item's whole text. */
  readonly named: boolean;
  /** Whether several owners may contribute one and the same item. Default: false. */
  readonly repeatable?: boolean;
  /** Whether a merge sorts it by key; else it keeps the order in which it was declared. Default: false. */
  readonly sorted?: boolean;
  /** The member that says of which servers an item is. Left out: of whoever refers to it, or of the whole app. */
  readonly ownedBy?: 'id' | 'server' | 'servers';
  /** Whether it is of the whole app, so that a restriction keeps it. Default: false. */
  readonly global?: boolean;
  /** Members that hold ids of items of another list. */
  readonly references: Readonly<Record<string, ListName>>;
  /** Every member that holds host names, each with the name of the property that users write. The compiler finds one that lacks. */
  readonly hosts: Readonly<Record<HostPath<T>, string>>;
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

function textOf(item: object): string {
  return JSON.stringify(item);
}

/** The lists of an estate: the one place that says which there are, what identifies an item, and what it refers to. */
export const ESTATE_LISTS: { readonly [L in ListName]: ListDescriptor<ListItem<L>> } = {
  servers: {
    plural: 'servers',
    singular: 'server',
    keyOf: idOf,
    named: true,
    sorted: true,
    ownedBy: 'id',
    references: { 'roles[].certificate': 'certificates', publishingPoints: 'publishingPoints' },
    hosts: { fqdn: 'fqdn', internalHost: 'internalHostName', externalHost: 'externalHostName' },
  },
  bindings: {
    plural: 'bindings',
    singular: 'binding',
    keyOf: idOf,
    named: true,
    ownedBy: 'server',
    references: { server: 'servers', certificate: 'certificates', publishingPoint: 'publishingPoints' },
    hosts: {
      internalHosts: 'internalHostName',
      externalHosts: 'externalHostName',
      downloadHosts: 'downloadHostNames',
      connectorFqdn: 'connectorFqdn',
      certificateName: 'certificateName',
    },
  },
  certificates: {
    plural: 'certificates',
    singular: 'certificate',
    keyOf: idOf,
    named: true,
    repeatable: true,
    sorted: true,
    references: { anchor: 'anchors', furtherAnchors: 'anchors' },
    hosts: { 'facts.dnsNames': 'names', 'declared.dnsNames': 'names' },
  },
  anchors: {
    plural: 'roots',
    singular: 'root',
    keyOf: idOf,
    named: true,
    repeatable: true,
    sorted: true,
    references: {},
    hosts: {},
  },
  publishingPoints: {
    plural: 'publishing points',
    singular: 'publishing point',
    keyOf: idOf,
    named: true,
    references: {
      certificate: 'certificates',
      'sniCertificates[].certificate': 'certificates',
      trusts: 'anchors',
      behind: 'publishingPoints',
    },
    hosts: { hostNames: 'hostNames', 'sniCertificates[].hostNames': 'sniCertificates', serverName: 'serverName' },
  },
  populations: {
    plural: 'populations',
    singular: 'population',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', 'roots[].anchor': 'anchors', inspector: 'inspectors' },
    hosts: {},
  },
  mailDomains: {
    plural: 'mail domains',
    singular: 'mail domain',
    keyOf: ({ domain }) => domain,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', 'rootSite.certificate': 'certificates' },
    hosts: { target: 'target' },
  },
  connectors: {
    plural: 'connectors',
    singular: 'connector',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', certificate: 'certificates' },
    hosts: { fqdn: 'fqdn' },
  },
  serverAuthentications: {
    plural: 'server authentications',
    singular: 'server authentication',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', certificate: 'certificates', nextCertificate: 'certificates' },
    hosts: {},
  },
  hybrids: {
    plural: 'hybrid deployments',
    singular: 'hybrid deployment',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', certificates: 'certificates' },
    hosts: { transportHosts: 'transportHosts' },
  },
  edges: {
    plural: 'Edge Transport servers',
    singular: 'Edge Transport server',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', certificate: 'certificates' },
    hosts: {},
  },
  federations: {
    plural: 'federation trusts',
    singular: 'federation trust',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers', certificate: 'certificates', nextCertificate: 'certificates' },
    hosts: {},
  },
  inspectors: {
    plural: 'TLS inspectors',
    singular: 'TLS inspector',
    keyOf: idOf,
    named: true,
    references: { root: 'anchors', trusts: 'anchors' },
    hosts: { exempt: 'exempt' },
  },
  organizations: {
    plural: 'organizations',
    singular: 'organization',
    keyOf: idOf,
    named: true,
    ownedBy: 'servers',
    references: { servers: 'servers' },
    hosts: {},
  },
  observations: {
    plural: 'observations',
    singular: 'observation',
    keyOf: textOf,
    named: false,
    references: { bindings: 'bindings' },
    hosts: { host: 'host' },
  },
  policies: { plural: 'policies', singular: 'policy', keyOf: () => '', named: false, global: true, ...nothing() },
  acknowledgements: {
    plural: 'acknowledgements',
    singular: 'acknowledgement',
    keyOf: textOf,
    named: false,
    global: true,
    ...nothing(),
  },
  faults: { plural: 'faults', singular: 'fault', keyOf: textOf, named: false, global: true, ...nothing() },
};

/** Names of the lists, in the order in which an estate is written. */
export const LIST_NAMES = Object.keys(ESTATE_LISTS) as ListName[];

/** The descriptor of a list whose items are not looked into. */
export function listDescriptor(list: ListName): ListDescriptor<object> {
  return ESTATE_LISTS[list] as ListDescriptor<object>;
}

/** The lists of an estate with every one of them there. */
export function wholeEstate(lists: EstateLists, schemaVersion: number): Estate {
  const whole: Record<string, unknown> = { schemaVersion };
  for (const list of LIST_NAMES) whole[list] = lists[list] ?? [];
  return whole as unknown as Estate;
}

/** The lists that have items. */
export function withoutEmptyLists<T extends EstateLists>(lists: T): T {
  return Object.fromEntries(
    Object.entries(lists).filter(([, items]) => !(Array.isArray(items) && items.length === 0)),
  ) as T;
}

function nothing(): { readonly references: Record<string, never>; readonly hosts: Record<never, never> } {
  return { references: {}, hosts: {} };
}
