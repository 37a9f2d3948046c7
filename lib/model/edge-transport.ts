import { SourceLocation } from './location';

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
