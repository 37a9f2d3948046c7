import { HostName } from './host-name';
import { SourceLocation } from './location';
import { TokenChecking } from './extended-protection';
import { CertificateRole, ClientAuthentication, ClientProtocol, Encryption } from './protocol';

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
  /** True where the product enables the protocol by default, false where the user added it. */
  readonly byDefault: boolean;
  readonly location?: SourceLocation;
}
