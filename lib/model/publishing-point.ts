import { HostName } from './host-name';
import { SourceLocation } from './location';

/** What a publishing point does with the TLS connection of a client outside. */
export enum PublishingMode {
  /** Hands the connection on: clients see the server's certificate. */
  PASS_THROUGH = 'pass-through',
  /** Ends TLS and opens a new connection to the server: clients see its certificate, and it must trust the server's. */
  BRIDGING = 'bridging',
  /** Ends TLS and speaks clear text to the server. */
  OFFLOAD = 'offload',
}

/** What stands in front of servers for clients outside. */
export interface PublishingPoint {
  readonly id: string;
  readonly name: string;
  readonly mode: PublishingMode;
  /** Id of the certificate that it presents; left out with pass-through. */
  readonly certificate?: string;
  /** Ids of the private anchors that a bridge trusts towards the servers. Left out: unknown. */
  readonly trusts?: string[];
  /** Whether a bridge checks the server's certificate at all. Left out: it does. */
  readonly verifiesServer?: boolean;
  readonly hostNames: HostName[];
  readonly location?: SourceLocation;
}
