import { RevocationStatus } from './certificate';
import { ClientProtocol, Encryption, HostName, NetworkSide, TlsVersion } from './protocol';

/** Who produced a piece of evidence. */
export enum EvidenceSource {
  PLAN = 'plan',
  APPLY = 'apply',
  PROBE = 'probe',
  EXPORT = 'export',
}

/** A Terraform expression whose value became known. */
export interface KnownValue {
  readonly expression: string;
  readonly value: string;
}

/** The certificate that became known of one certificate, or of one trust anchor, of the estate. */
export interface KnownCertificate {
  /** Id of the certificate or trust anchor in the estate. */
  readonly id: string;
  readonly pem: string;
  readonly chainPem: string[];
  readonly rootPem: string[];
  /** Windows provider that holds the key. */
  readonly keyProvider?: string;
  /** What its issuer says of it. Left out: nothing became known. */
  readonly revocation?: RevocationStatus;
  /** A CA certificate on its path that is revoked. Left out: none is known to be. */
  readonly revokedIssuer?: RevokedIssuer;
}

/** A CA certificate that its own issuer revoked. */
export interface RevokedIssuer {
  readonly name: string;
  /** When and why. */
  readonly message: string;
}

/** What an endpoint presented to a probe. */
export interface PresentedChain {
  /** Id of the server or publishing point that was asked. */
  readonly at: string;
  readonly host: HostName;
  readonly protocol: ClientProtocol;
  readonly side: NetworkSide;
  /** Whether the probe sent the host name. */
  readonly sni: boolean;
  /** PEM each, the leaf first. */
  readonly chainPem: string[];
  /** What a current response of its issuer says, stapled or fetched. Left out: nothing. */
  readonly revocation?: RevocationStatus;
  /** A CA certificate on its path that is revoked. Left out: none is known to be. */
  readonly revokedIssuer?: RevokedIssuer;
  /** Whether OCSP responses that clients accept are stapled. Left out: not known. */
  readonly staples?: boolean;
  /** True where clients without ECDSA meet an RSA certificate instead. Left out: not asked, or none. */
  readonly rsaBeside?: boolean;
  readonly tls?: TlsVersion;
}

/** A setting of a server, binding or organization that became known. */
export interface KnownSetting {
  /** Id of what has the setting. */
  readonly owner: string;
  readonly setting: string;
  readonly value: string;
}

/** A CRL that became known. */
export interface RevocationList {
  readonly pem: string;
  readonly file?: string;
}

/** What became known of an estate after it was declared: lists alone, so that what merges estates merges evidence too. */
export interface Evidence {
  readonly by: EvidenceSource;
  /** When it was found, ISO 8601 in UTC. */
  readonly at: string;
  readonly values: KnownValue[];
  readonly certificates: KnownCertificate[];
  readonly presented: PresentedChain[];
  readonly observations: Observation[];
  readonly settings: KnownSetting[];
  readonly revocation: RevocationList[];
}

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
  /** What it presented as its own certificate can not be read. */
  UNREADABLE_CERTIFICATE = 'unreadable-certificate',
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
  /** A web server in clear that leads to HTTPS, or a record in DNS that leads to a name. */
  REDIRECTS = 'redirects',
  /** It answers, and leads nowhere. */
  NO_REDIRECT = 'no-redirect',
  /** Redirects that lead back to where they were, or further than clients follow. */
  REDIRECT_LOOP = 'redirect-loop',
  /** It leads to where clients must not be led: to plain http, to no web site, or to another service. */
  REDIRECT_REFUSED = 'redirect-refused',
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
  /** A request over the finished connection. */
  REQUEST = 'request',
}

/** What can be wrong with a chain as it was sent, whoever trusts its root. */
export enum ChainFlaw {
  /** A certificate in it can't be read. */
  UNREADABLE = 'unreadable',
  /** Some certificate does not certify the one before it. */
  DISORDERED = 'disordered',
  /** A certificate is there twice. */
  REPEATED = 'repeated',
  /** A certificate belongs to no path from the server's own. */
  FOREIGN = 'foreign',
  /** The root is sent along, which no client needs. */
  ROOT_SENT = 'root-sent',
  /** A CA certificate is missing between the last one and the root. */
  INCOMPLETE = 'incomplete',
  /** Who issued the last one is not known here: a CA certificate may be missing. */
  ISSUER_UNKNOWN = 'issuer-unknown',
}

/** First and last moment of a certificate, ISO 8601. */
export interface ObservedValidity {
  readonly notBefore: string;
  readonly notAfter: string;
}

/** One chain that an endpoint presented, and how often. */
export interface ObservedChain {
  /** SHA-256 fingerprints as sent, the server's own certificate first; upper-case hex. */
  readonly sha256: string[];
  /** SHA-1 thumbprint of the server's own certificate, as Exchange shows it; upper-case hex. */
  readonly sha1: string;
  /** Names of the certificates as sent. */
  readonly names: string[];
  readonly flaws: ChainFlaw[];
  /** First and last moment of each certificate as sent, ISO 8601. Left out: one of them can't be read. */
  readonly validity?: ObservedValidity[];
  /** Connections that met it. */
  readonly count: number;
}

/** What a stapled OCSP response proves. */
export enum StapleStatus {
  GOOD = 'good',
  /** It says that the certificate is revoked. */
  REVOKED = 'revoked',
  /** It can not be read, is not signed by the issuer, is out of date, or speaks of another certificate. */
  REFUSED = 'refused',
  /** It says that the status is not known, or the issuer is not known here. */
  UNKNOWN = 'unknown',
}

/** A stapled OCSP response, judged at the moment of the run. */
export interface ObservedStaple {
  readonly status: StapleStatus;
  /** Why it is not good. */
  readonly message?: string;
}

/** What a CA says of a certificate that was presented, asked over the network. */
export interface ObservedRevocation {
  readonly name: string;
  /** Fingerprint of the certificate, upper-case hex. */
  readonly sha256: string;
  /** Unknown where nobody answered, or not soundly. */
  readonly status: RevocationStatus;
  /** Address whose answer counted. Left out: none did. */
  readonly by?: string;
  /** When and why it was revoked, or why it is not known. */
  readonly message?: string;
}

/** What a web server answered to one request. */
export interface WebAnswer {
  readonly path: string;
  /** Status of the last answer. Left out: none came. */
  readonly status?: number;
  /** Addresses that it led to, in order. */
  readonly hops: string[];
  /** Why there is no answer to the request, or none at the last address that it led to. Left out: there is one. */
  readonly unanswered?: ProbeOutcome;
  /** What its clock said (Date), ISO 8601 in UTC. */
  readonly date?: string;
  /** Milliseconds by which its clock is ahead of that of the machine that asked; below 0: behind. */
  readonly aheadMs?: number;
}

/** What one endpoint, asked in one way, did: a host name or none, at one address and port. */
export interface Observation {
  /** Id of the server or publishing point that is declared to be there. */
  readonly at: string;
  /** Ids of the bindings that clients reach there. */
  readonly bindings: string[];
  readonly host: HostName;
  readonly protocols: ClientProtocol[];
  readonly side: NetworkSide;
  /** Left out: the name led to none. */
  readonly address?: string;
  readonly port: number;
  readonly encryption: Encryption;
  /** Whether the host name was sent. */
  readonly sni: boolean;
  readonly outcome: ProbeOutcome;
  readonly phase: ProbePhase;
  /** What was met, in words or numbers, such as the number of an alert. */
  readonly detail?: string;
  /** When it was asked first, ISO 8601 in UTC. */
  readonly since: string;
  /** Connections that were made. */
  readonly sample: number;
  /** Every chain that was met, the most frequent first. */
  readonly chains: ObservedChain[];
  /** True where the endpoint presented another certificate before, and has presented only the newer one since. */
  readonly changed?: boolean;
  /** The version that it chose of those that were offered. */
  readonly tls?: TlsVersion;
  /** Whether it asks for a client certificate as the connection begins. Left out: unknown. */
  readonly asksForCertificate?: boolean;
  /** Whether it goes on with clients that show no certificate, where it asks for one. Left out: unknown. */
  readonly goesOnWithout?: boolean;
  /** Whether it began another handshake after a request over TLS 1.2, by which servers ask for a client certificate late. Left out: unknown. */
  readonly asksAfterRequest?: boolean;
  /** What it answered to a request. Left out: none was made. */
  readonly web?: WebAnswer;
  /** Whether it stapled an OCSP response. Left out: unknown. */
  readonly stapled?: boolean;
  /** What the response proves that it stapled. Left out: it stapled none. */
  readonly staple?: ObservedStaple;
  /** What the CAs say of the certificates that were met, and of those above them. Left out: they were not asked. */
  readonly revocation?: ObservedRevocation[];
  /** Versions that were offered alone: whether each was answered, by `ssl3` and the versions of TLS. What is not in it is not known. Left out: not scanned. */
  readonly versions?: Readonly<Record<string, boolean>>;
  /** What clients without ECDSA meet, where that is an RSA certificate beside the ECDSA one. Left out: not asked, or none. */
  readonly rsa?: ObservedChain;
  /** Whether it answers a ClientHello of more than one packet, as current browsers send it. Left out: not asked, or not known. */
  readonly answersLargeHello?: boolean;
  /** True where it answers only clients that do not offer TLS 1.3. */
  readonly refusesNewHello?: boolean;
  /** True where it sent bytes in clear behind its consent to STARTTLS. */
  readonly clearAfterStartTls?: boolean;
}
