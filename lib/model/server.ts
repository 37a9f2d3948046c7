import { ExchangeRelease } from './exchange-release';
import { ExtendedProtection } from './extended-protection';
import { HostName } from './host-name';
import { SourceLocation } from './location';
import { CertificateRole } from './protocol';
import { TlsRange } from './tls';

/** The certificate that one role of a server presents. */
export interface RoleAssignment {
  readonly role: CertificateRole;
  readonly certificate: string;
}

/** One Client Access server (2007 and 2010: the role; 2013 and later: Client Access services). */
export interface Server {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  /** Path of the stack that it is deployed with. */
  readonly stack: string;
  readonly release: ExchangeRelease;
  /** Name of the server itself, as domain-joined clients find it in the service connection point. */
  readonly fqdn: HostName;
  /** NetBIOS name, at most 15 characters. */
  readonly netBiosName?: string;
  readonly internalHost: HostName;
  /** Left out: not published outside. */
  readonly externalHost?: HostName;
  readonly mailDomains: string[];
  /** True where clients outside reach it. */
  readonly publicDeployment: boolean;
  readonly roles: RoleAssignment[];
  /** Windows Server release under Exchange, such as `2008`, `2016`, `2022`. Left out: unknown. */
  readonly windowsServer?: string;
  /** Ids of the publishing points next to it. */
  readonly publishingPoints?: string[];
  /** True where its IIS bindings have host names and none is for every name. Default: false. */
  readonly requiresSni?: boolean;
  /** Whether browsers know its names by strict transport security (HSTS), so that nobody passes a certificate warning. Default: unknown. */
  readonly strictTransport?: boolean;
  /** Default: as setup leaves it. */
  readonly extendedProtection?: ExtendedProtection;
  /** TLS versions that the server speaks. Default: by release and Windows Server. */
  readonly tls?: TlsRange;
  readonly location?: SourceLocation;
}
