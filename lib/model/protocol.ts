/**
 * A host name that clients connect to. Either `value` is there (lower case, IDN as A-labels), or `expression` is: a Terraform
 * expression whose value only plan or apply knows. A name with an expression alone is unknown, never a pass.
 */
export interface HostName {
  readonly value?: string;
  /** Terraform expression with its `${}`. */
  readonly expression?: string;
}

/** The client protocols that a Client Access server presents a certificate for. */
export enum ClientProtocol {
  OWA = 'owa',
  ECP = 'ecp',
  ACTIVE_SYNC = 'activesync',
  OUTLOOK_ANYWHERE = 'outlook-anywhere',
  MAPI_OVER_HTTP = 'mapi-over-http',
  EWS = 'ews',
  OAB = 'oab',
  AUTODISCOVER = 'autodiscover',
  POP3 = 'pop3',
  IMAP4 = 'imap4',
  SMTP_SUBMISSION = 'smtp-submission',
}

/** How one port is protected. */
export enum Encryption {
  /** Clear text, and no way to upgrade. */
  NONE = 'none',
  /** Clear text that upgrades with STARTTLS. */
  STARTTLS = 'starttls',
  /** TLS from the first byte. */
  TLS = 'tls',
}

/** How clients prove who they are. */
export enum ClientAuthentication {
  BASIC = 'basic',
  NTLM = 'ntlm',
  NEGOTIATE = 'negotiate',
  FORMS = 'forms',
  CERTIFICATE = 'certificate',
  OAUTH = 'oauth',
}

/** What a certificate is for on the server; a binding names the role, the role names the certificate. */
export enum CertificateRole {
  IIS = 'iis',
  POP = 'pop',
  IMAP = 'imap',
  /** What the SMTP client connectors present. */
  SMTP = 'smtp',
  /** The internal transport certificate between Exchange servers. */
  TRANSPORT_DEFAULT = 'transport-default',
  /** The IIS back-end site of 2013 and later. */
  BACK_END = 'back-end',
  /** The server-to-server authentication (OAuth) certificate. */
  OAUTH = 'oauth',
}

/** The two networks that a publishing point can serve. */
export enum NetworkSide {
  INSIDE = 'inside',
  OUTSIDE = 'outside',
}

/** TLS protocol versions, oldest first. */
export enum TlsVersion {
  TLS_1_0 = '1.0',
  TLS_1_1 = '1.1',
  TLS_1_2 = '1.2',
  TLS_1_3 = '1.3',
}

/** TLS versions that one side of a connection speaks, both ends included. A bound that is left out is unknown. */
export interface TlsRange {
  readonly lowest?: TlsVersion;
  readonly highest?: TlsVersion;
}
