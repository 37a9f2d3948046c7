import { SourceLocation } from './reason';
import { HostName } from './protocol';

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

/** How clients outside find Autodiscover for one mail domain. */
export enum AutodiscoverMethod {
  /** `autodiscover.<domain>` is served over HTTPS: the certificate must name it. */
  OWN_NAME = 'own-name',
  /** `http://autodiscover.<domain>` redirects: the certificate does not need it. */
  HTTP_REDIRECT = 'http-redirect',
  /** An SRV record `_autodiscover._tcp.<domain>` points to a name that is already certified. */
  SRV_RECORD = 'srv-record',
  /** Only the service connection point inside: nobody outside looks. */
  SCP_ONLY = 'scp-only',
}

/** The web site at `https://<domain>`, which some programs ask for Autodiscover first. */
export interface RootSite {
  /** Whether it answers at all on port 443. */
  readonly answers: boolean;
  /** Id of the certificate that it presents. Left out: unknown. */
  readonly certificate?: string;
}

/** One SMTP domain of the organization. */
export interface MailDomain {
  /** Lower case, IDN as A-labels. */
  readonly domain: string;
  readonly method: AutodiscoverMethod;
  /** Ids of the servers that answer Autodiscover for it. */
  readonly servers: string[];
  /** Name that the redirect or the SRV record leads to. */
  readonly target?: HostName;
  /** Default: it does not answer. */
  readonly rootSite?: RootSite;
  readonly location?: SourceLocation;
}

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
