import { SourceLocation } from './location';

/** The server-to-server authentication (OAuth) of an organization, 2013 and later: one certificate for all servers. */
export interface ServerAuthentication {
  /** Construct path; unique in the estate. */
  readonly id: string;
  /** Id of the certificate in use. */
  readonly certificate: string;
  /** Id of the certificate that follows it. */
  readonly nextCertificate?: string;
  /** Ids of the servers of the organization. */
  readonly servers: string[];
  readonly location?: SourceLocation;
}
