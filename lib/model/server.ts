import { CertificateRole, ClientAuthentication, ClientProtocol, Encryption, HostName, TlsRange } from './protocol';
import { SourceLocation } from './reason';

/** The Exchange product lines that serve clients. Source: facts 1. */
export enum ExchangeProduct {
  EXCHANGE_2007 = '2007',
  EXCHANGE_2010 = '2010',
  EXCHANGE_2013 = '2013',
  EXCHANGE_2016 = '2016',
  EXCHANGE_2019 = '2019',
  EXCHANGE_SE = 'SE',
}

/**
 * One Exchange release, as far as it is stated. What is left out is unknown: a fact that depends on it is unknown too.
 */
export interface ExchangeRelease {
  readonly product: ExchangeProduct;
  /** Service pack, 0 = RTM. 2007: 0 to 3; 2010: 0 to 3; 2013: 0 to 1. Later products have none. */
  readonly servicePack?: number;
  /** Update rollup of 2007 and 2010 on the stated service pack, 0 = none. */
  readonly updateRollup?: number;
  /** Cumulative update of 2013 and later, 0 = RTM. */
  readonly cumulativeUpdate?: number;
  /** Month of the newest hotfix or security update installed, as `YYYY-MM` (for example `2024-04` for the April 2024 update). */
  readonly securityUpdate?: string;
}

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

/** How IIS checks the channel binding token of Windows authentication (`extendedProtection.tokenChecking`). */
export enum TokenChecking {
  NONE = 'none',
  /** Clients that send no token pass; a token of another certificate is refused. */
  ALLOW = 'allow',
  REQUIRE = 'require',
}

/** Windows Extended Protection of a server as a whole. */
export enum ExtendedProtection {
  /** What setup of the release leaves: on from 2019 CU14 and in SE, else off. */
  AS_SETUP = 'as-setup',
  OFF = 'off',
  ON = 'on',
  /** On, except for EWS on the front end (`/DoNotEnableEPFEEWS`). */
  ON_EXCEPT_FRONT_END_EWS = 'on-except-front-end-ews',
  /** Nobody knows, as of a server whose settings of IIS were not looked at. */
  UNKNOWN = 'unknown',
}

/** One port that a protocol listens on. */
export interface Listener {
  /** TCP port, 1 to 65535. */
  readonly port: number;
  readonly encryption: Encryption;
}

/** How the server treats client certificates on a binding. */
export enum ClientCertificateMode {
  IGNORE = 'ignore',
  ACCEPT = 'accept',
  REQUIRE = 'require',
}

/** One protocol on one server. */
export interface Binding {
  /** Construct path of the server, a slash, and the protocol; unique in the estate. */
  readonly id: string;
  readonly server: string;
  readonly protocol: ClientProtocol;
  readonly listeners: Listener[];
  /** Whether the server refuses clients that do not encrypt. Left out: unknown. */
  readonly encryptionRequired?: boolean;
  /** Names that clients inside use. */
  readonly internalHosts: HostName[];
  /** Names that clients outside use. Empty: not published outside. */
  readonly externalHosts: HostName[];
  readonly authentication: ClientAuthentication[];
  readonly clientCertificates: ClientCertificateMode;
  /** Role whose certificate this binding presents. */
  readonly role: CertificateRole;
  /** Id of the certificate that this binding presents; left out where it presents none (no encryption at all). */
  readonly certificate?: string;
  /** Id of the publishing point that clients outside meet first; left out: they reach the server itself. */
  readonly publishingPoint?: string;
  /** Principal name that Outlook Anywhere must find in the certificate, such as `msstd:*.contoso.com`. Left out: the host name. */
  readonly certificatePrincipalName?: string;
  /** Channel binding of this virtual directory. Default: by server, release and virtual directory. */
  readonly tokenChecking?: TokenChecking;
  /** Whether IIS asks for client certificates when the connection begins (SslBindingInfo), not per virtual directory. Default: false. */
  readonly clientCertificateAtBinding?: boolean;
  /** OWA: hosts of the download domain. */
  readonly downloadHosts?: HostName[];
  /** SMTP submission: `Fqdn` of the receive connector "Client Frontend". Default: the server's own name. */
  readonly connectorFqdn?: HostName;
  /** SMTP submission: whether the connector's `TlsCertificateName` pins the certificate of the SMTP role. Default: false. */
  readonly pinned?: boolean;
  /** POP3 and IMAP4: `X509CertificateName`. */
  readonly certificateName?: HostName;
  /** Whether the server was seen to staple OCSP responses that clients accept. Left out: nobody looked, or not often enough. */
  readonly stapling?: boolean;
  /** True where the server was seen to present an RSA certificate to clients without ECDSA. Left out: nobody looked, or there is none. */
  readonly rsaBeside?: boolean;
  /** True where the product enables the protocol by default, false where the user added it. */
  readonly byDefault: boolean;
  readonly location?: SourceLocation;
}
