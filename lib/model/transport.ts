import { HostName } from './protocol';
import { SourceLocation } from './reason';

export enum ConnectorKind {
  SEND = 'send',
  RECEIVE = 'receive',
}

/** A connector of the transport service: mail between servers and organizations, which no client program meets. */
export interface Connector {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectorKind;
  /** Ids of the servers that send or receive with it. */
  readonly servers: string[];
  /** Name that it announces to the other side, and that a certificate is chosen by. Left out: the server's own. */
  readonly fqdn?: HostName;
  /** Certificate that it is pinned to, as Exchange writes it: `<I>issuer<S>subject`. Left out: chosen by name. */
  readonly tlsCertificateName?: string;
  /** Id of the certificate that it is meant to present. */
  readonly certificate?: string;
  /** True where both sides prove themselves by certificate: a send connector then presents its own as a client. */
  readonly mutualTls: boolean;
  readonly location?: SourceLocation;
}

/**
 * An Edge Transport server that is subscribed to servers of the organization. It has no Client Access protocols: no client meets its
 * certificate, and mail and EdgeSync depend on it.
 */
export interface EdgeTransport {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  /** Id of the certificate that it has for SMTP now. */
  readonly certificate: string;
  /** SHA-256 fingerprint of the certificate that it had when it was subscribed, upper-case hex. Left out: unknown. */
  readonly subscribedWith?: string;
  /** Ids of the servers of the site that it is subscribed to. */
  readonly servers: string[];
  readonly location?: SourceLocation;
}

/** Mail flow and federation between the organization and Exchange Online. */
export interface HybridConfiguration {
  /** Construct path; unique in the estate. */
  readonly id: string;
  /** Primary SMTP domain, lower case, IDN as A-labels. */
  readonly primaryDomain: string;
  /** Names under which the transport servers, Edge included, take mail from Exchange Online. */
  readonly transportHosts: HostName[];
  /** Ids of the servers that carry it. */
  readonly servers: string[];
  /** Ids of the certificates that it uses: one for the whole forest, where all is well. */
  readonly certificates: string[];
  readonly location?: SourceLocation;
}
