/** How a probe ended: the closed list. Every probe has exactly one. */
export enum ProbeOutcome {
  /** The endpoint presented a certificate and proved its key where the handshake can. */
  PRESENTED = 'presented',
  /** It presented a certificate, and lets nobody in without one of the client. */
  CLIENT_CERTIFICATE_REQUIRED = 'client-certificate-required',
  /** DNS says that there is no such name, or that it has no address. */
  NAME_NOT_FOUND = 'name-not-found',
  /** DNS did not answer in time. */
  NAME_TIMEOUT = 'name-timeout',
  /** DNS answered with a failure. */
  NAME_FAILED = 'name-failed',
  /** Nothing listens on the port. */
  REFUSED = 'refused',
  /** The connection was not answered in time. */
  CONNECT_TIMEOUT = 'connect-timeout',
  /** There is no way to the address from here. */
  UNREACHABLE = 'unreachable',
  /** A mail server that is silent. */
  NO_GREETING = 'no-greeting',
  /** Silent after what it was sent. */
  NO_ANSWER = 'no-answer',
  /** It sent something, and was not done in time. */
  DEADLINE = 'deadline',
  /** It closed the connection before it was done. */
  CLOSED_EARLY = 'closed-early',
  /** It answers with bytes that are no TLS. */
  NOT_TLS = 'not-tls',
  /** It speaks a protocol that is known, and not the one that was asked for. */
  OTHER_PROTOCOL = 'other-protocol',
  /** It sends more than any such server does. */
  TOO_BIG = 'too-big',
  /** It ended the handshake with an alert. */
  TLS_ALERT = 'tls-alert',
  /** It ended the handshake since it does not know the host name, or was sent none. */
  UNRECOGNIZED_NAME = 'unrecognized-name',
  /** Its handshake breaks the standard. */
  BAD_HANDSHAKE = 'bad-handshake',
  /** It presented a certificate whose key it does not have. */
  KEY_NOT_PROVED = 'key-not-proved',
  /** It finished its part without a certificate. */
  NO_CERTIFICATE = 'no-certificate',
  /** A mail server that refuses the connection with an error. */
  GREETING_REFUSED = 'greeting-refused',
  /** A mail server without STARTTLS: its protocol is served in clear alone. */
  STARTTLS_NOT_OFFERED = 'starttls-not-offered',
  /** It refuses STARTTLS, offered or not. */
  STARTTLS_REFUSED = 'starttls-refused',
  /** It takes no more connections from here for now. */
  THROTTLED = 'throttled',
  /** The run was ended before. */
  INTERRUPTED = 'interrupted',
}

/** What a probe was at when it ended. */
export enum ProbePhase {
  NAME = 'name',
  CONNECT = 'connect',
  GREETING = 'greeting',
  STARTTLS = 'starttls',
  HANDSHAKE = 'handshake',
}

/** How an endpoint is spoken to before TLS. */
export enum Speech {
  /** Not at all: TLS from the first byte. */
  TLS = 'tls',
  SMTP = 'smtp',
  IMAP = 'imap',
  POP3 = 'pop3',
}
