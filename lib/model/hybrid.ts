import { HostName } from './host-name';
import { SourceLocation } from './location';

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
