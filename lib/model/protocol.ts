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
