import { HostName } from './host-name';
import { SourceLocation } from './location';

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
