import { HostName } from './host-name';
import { SourceLocation } from './location';

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
