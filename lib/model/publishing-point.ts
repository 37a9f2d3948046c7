import { ClientCertificateMode } from './server';
import { ClientProtocol, HostName, NetworkSide, TlsRange } from './protocol';
import { SourceLocation } from './reason';

/** What a publishing point does with the TLS connection of a client outside. */
export enum PublishingMode {
  /** Hands the connection on: clients see the server's certificate. */
  PASS_THROUGH = 'pass-through',
  /** Ends TLS and opens a new connection to the server: clients see its certificate, and it must trust the server's. */
  BRIDGING = 'bridging',
  /** Ends TLS and speaks clear text to the server. */
  OFFLOAD = 'offload',
}

/** The certificate that a publishing point presents for some names, chosen by SNI. */
export interface SniCertificate {
  readonly hostNames: HostName[];
  /** Id of the certificate. */
  readonly certificate: string;
}

/** How a bridge compares the name that it asks a server for with the server's certificate. */
export enum NameCheck {
  /** Any name of the certificate will do. */
  EVERY_NAME = 'every-name',
  /** The subject and the first alternative name alone, as ISA 2006 does. */
  SUBJECT_AND_FIRST = 'subject-and-first',
  /** It compares no names. */
  NONE = 'none',
}

/** What stands in front of servers. */
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
  /** True where a bridge accepts certificates of any issuer, and looks at dates and names alone. */
  readonly acceptsAnyIssuer?: boolean;
  readonly hostNames: HostName[];
  /** Sides that it serves. Default: outside. */
  readonly sides?: NetworkSide[];
  /** Client protocols that it serves. Default: all. */
  readonly protocols?: ClientProtocol[];
  /** Certificates by name; `certificate` is what clients without SNI meet, and every name that this list lacks. Default: none. */
  readonly sniCertificates?: SniCertificate[];
  /** True where `certificate` is no fallback for clients without SNI. Default: false. */
  readonly requiresSni?: boolean;
  /** Id of the point that its clients pass first. */
  readonly behind?: string;
  /** Name that a bridge asks the server for. Default: the client's. */
  readonly serverName?: HostName;
  /** Default: every name, where it verifies the server at all. */
  readonly nameCheck?: NameCheck;
  /** Whether it asks clients for certificates. Default: ignore. */
  readonly clientCertificates?: ClientCertificateMode;
  /** Whether it signs in to the server in the client's name (Kerberos constrained delegation). Default: false. */
  readonly delegatesKerberos?: boolean;
  /** Whether it staples OCSP responses. Default: false. */
  readonly stapling?: boolean;
  /** True where it was seen to present an RSA certificate to clients without ECDSA. Left out: nobody looked, or there is none. */
  readonly rsaBeside?: boolean;
  /** TLS versions that it speaks to clients. */
  readonly tls?: TlsRange;
  /** TLS versions that it speaks to the next hop. Default: `tls`. */
  readonly serverTls?: TlsRange;
  readonly location?: SourceLocation;
}

/** TLS inspection in front of clients (antivirus, secure web gateway): it makes a certificate for each name, below its own root. */
export interface TlsInspector {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  /** Id of the trust anchor that its certificates end in. Left out: unknown. */
  readonly root?: string;
  /** Whether it checks the certificate of the next hop. Left out: it does. */
  readonly verifiesServer?: boolean;
  /** Ids of the private anchors that it trusts. Left out: unknown. */
  readonly trusts?: string[];
  /** True where it accepts certificates of any issuer, and looks at dates and names alone. */
  readonly acceptsAnyIssuer?: boolean;
  /** How it compares names. Default: every name, where it verifies at all. */
  readonly nameCheck?: NameCheck;
  /** Host names that it leaves alone. */
  readonly exempt: HostName[];
  /** TLS versions that it speaks to clients. */
  readonly tls?: TlsRange;
  /** TLS versions that it speaks to the next hop. Default: `tls`. */
  readonly serverTls?: TlsRange;
  readonly location?: SourceLocation;
}
