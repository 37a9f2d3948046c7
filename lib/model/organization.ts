import { SourceLocation } from './location';

/** Settings that an Exchange organization has once. What is left out is unknown, unless a default is given. */
export interface Organization {
  /** Construct path; unique in the estate. */
  readonly id: string;
  /** Ids of the servers of the organization. */
  readonly servers: string[];
  /** `Set-OutlookProvider EXPR -CertPrincipalName`, such as `msstd:mail.contoso.com`. Default: the host name. */
  readonly principalName?: string;
  /** DNS zones that belong to the organization, lower case, IDN as A-labels. */
  readonly zones?: string[];
  /** Whether names that are published outside resolve to inside addresses for clients inside. */
  readonly splitDns?: boolean;
  /** `Set-OrganizationConfig -EnableDownloadDomains`. Default: false. */
  readonly downloadDomains?: boolean;
  /** Hybrid Modern Authentication: clients sign in with OAuth. */
  readonly modernAuthentication?: boolean;
  /** Whether servers are published through the Hybrid Agent (Modern Hybrid). Default: false. */
  readonly hybridAgent?: boolean;
  readonly location?: SourceLocation;
}
