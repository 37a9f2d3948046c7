import { Acknowledgement } from './acknowledgement';
import { Binding } from './binding';
import { Certificate } from './certificate';
import { Connector } from './connector';
import { DeclarationFault } from './declaration-fault';
import { EdgeTransport } from './edge-transport';
import { Federation } from './federation';
import { HybridConfiguration } from './hybrid';
import { TlsInspector } from './inspector';
import { MailDomain } from './mail-domain';
import { Observation } from './observation';
import { Organization } from './organization';
import { PolicySettings } from './policy-settings';
import { Population } from './population';
import { PublishingPoint } from './publishing-point';
import { Server } from './server';
import { ServerAuthentication } from './server-authentication';
import { TrustAnchor } from './trust-anchor';

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
