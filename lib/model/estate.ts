import { Acknowledgement, PolicySettings } from './policy';
import { Binding, Server } from './server';
import { Certificate, TrustAnchor } from './certificate';
import { Connector, EdgeTransport, HybridConfiguration } from './transport';
import { DeclarationFault } from './reason';
import { Federation, MailDomain, Organization, ServerAuthentication } from './organization';
import { PublishingPoint, TlsInspector } from './publishing-point';
import { Observation } from './evidence';
import { Population } from './population';

/** Version of the model's shape; a reader refuses a newer one. */
export const MODEL_SCHEMA_VERSION = 2;

/** Everything that is declared, planned, issued or observed: plain data, the same at all four moments. */
export interface Estate {
  readonly schemaVersion: number;
  readonly servers: Server[];
  readonly bindings: Binding[];
  readonly certificates: Certificate[];
  readonly anchors: TrustAnchor[];
  readonly publishingPoints: PublishingPoint[];
  readonly populations: Population[];
  readonly mailDomains: MailDomain[];
  readonly connectors: Connector[];
  readonly serverAuthentications: ServerAuthentication[];
  readonly hybrids: HybridConfiguration[];
  readonly edges: EdgeTransport[];
  readonly federations: Federation[];
  readonly inspectors: TlsInspector[];
  readonly organizations: Organization[];
  /** What endpoints did that were asked. Empty until then. */
  readonly observations: Observation[];
  /** At most one, of the app that declared the estate. Empty: the default policy. */
  readonly policies: PolicySettings[];
  readonly acknowledgements: Acknowledgement[];
  readonly faults: DeclarationFault[];
}

/** Name of one of an estate's lists. */
export type ListName = Exclude<keyof Estate, 'schemaVersion'>;

/** An item of one of an estate's lists. */
export type ListItem<L extends ListName> = Estate[L][number];

/** Some of the lists of an estate. */
export type EstateLists = Partial<Omit<Estate, 'schemaVersion'>>;

/** An estate with nothing in it. */
export const EMPTY_ESTATE: Estate = Object.freeze({
  schemaVersion: MODEL_SCHEMA_VERSION,
  servers: [],
  bindings: [],
  certificates: [],
  anchors: [],
  publishingPoints: [],
  populations: [],
  mailDomains: [],
  connectors: [],
  serverAuthentications: [],
  hybrids: [],
  edges: [],
  federations: [],
  inspectors: [],
  organizations: [],
  observations: [],
  policies: [],
  acknowledgements: [],
  faults: [],
});

/**
 * The lists of an estate, or of a slice of one, as this version writes them.
 *
 * @param schemaVersion version that they were written with; at most this one's
 */
export function upgradeEstate<T extends EstateLists>(lists: T, schemaVersion: number): T {
  return schemaVersion < MODEL_SCHEMA_VERSION ? fromVersion1(lists) : lists;
}

/** Version 1 named the publishing point of a server on each of its bindings. */
function fromVersion1<T extends EstateLists>(lists: T): T {
  const points = new Map<string, string[]>();
  for (const { server, publishingPoint } of lists.bindings ?? []) {
    if (publishingPoint === undefined) continue;
    const known = points.get(server);
    if (!known) points.set(server, [publishingPoint]);
    else if (!known.includes(publishingPoint)) known.push(publishingPoint);
  }
  if (points.size === 0 || !lists.servers) return lists;
  const servers = lists.servers.map((server): Server => {
    const own = points.get(server.id);
    return own === undefined || server.publishingPoints ? server : { ...server, publishingPoints: own };
  });
  return { ...lists, servers, bindings: lists.bindings as Binding[] };
}
