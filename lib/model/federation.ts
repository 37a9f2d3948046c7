import { SourceLocation } from './location';

/** The federation trust of an organization: one certificate for free/busy times and calendars that organizations share. */
export interface Federation {
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
