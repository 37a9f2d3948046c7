/** A yes-or-no fact of the knowledge rooms, with its source. */
export interface BooleanFact {
  /** Left out: unknown; `note` then says what is not known. */
  readonly value?: boolean;
  /** Source keys, separated by `; `; describeSource() of lib/exchange expands them. */
  readonly source: string;
  readonly note?: string;
}

/** A fact that holds. */
export function yes(source: string, note?: string): BooleanFact {
  return Object.freeze(note === undefined ? { value: true, source } : { value: true, source, note });
}

/** A fact that does not hold. */
export function no(source: string, note?: string): BooleanFact {
  return Object.freeze(note === undefined ? { value: false, source } : { value: false, source, note });
}

/** A fact that nobody has stated; `note` says what is missing. */
export function unknown(note: string, source = 'NONE'): BooleanFact {
  return Object.freeze({ source, note });
}

/** The closed list of what is known of clients as programs. A fact that a population states replaces the one of the tables. */
export enum ClientFact {
  /** Sends the host name in the TLS handshake. */
  SNI = 'sni',
  TLS_1_0 = 'tls-1.0',
  TLS_1_2 = 'tls-1.2',
  TLS_1_3 = 'tls-1.3',
  SHA1 = 'sha1',
  SHA256 = 'sha256',
  SHA512 = 'sha512',
  RSA_PSS = 'rsa-pss',
  ECDSA = 'ecdsa',
  WILDCARD = 'wildcard',
  /** Takes a host name that only the common name has. */
  COMMON_NAME = 'common-name',
  /** Outlook Anywhere: takes any name of the certificate as its principal name, not the common name alone. */
  ANY_PRINCIPAL_NAME = 'any-principal-name',
  /** Trusts roots that were installed by hand. */
  INSTALLED_ROOTS = 'installed-roots',
  /** Trusts roots that the administrator pushed. */
  ENTERPRISE_ROOTS = 'enterprise-roots',
  /** A certificate installed by hand counts only where it is a CA. */
  HAND_ROOT_NEEDS_CA = 'hand-root-needs-ca',
  /** Asks a person about an untrusted issuer. */
  ASKS_ABOUT_ISSUER = 'asks-about-issuer',
  /** Asks a person about a name that the certificate lacks. */
  ASKS_ABOUT_NAME = 'asks-about-name',
  /** Offers to accept one certificate and keeps it. */
  KEEPS_EXCEPTION = 'keeps-exception',
  /** Obeys strict transport security (HSTS): where a host demands it, nobody is asked. */
  STRICT_TRANSPORT = 'strict-transport',
  /** Sends a channel binding token with Windows authentication. */
  SENDS_CHANNEL_BINDING = 'sends-channel-binding',
  /** Can present a client certificate. */
  PRESENTS_CERTIFICATE = 'presents-certificate',
  /** Refuses a must-staple certificate without a stapled OCSP response. */
  DEMANDS_STAPLE = 'demands-staple',
  /** Autodiscover: asks the web site of the mail domain, https://<mail domain>, first. */
  TRIES_ROOT_SITE = 'tries-root-site',
  /** Autodiscover: follows an HTTP redirect. */
  FOLLOWS_REDIRECT = 'follows-redirect',
  /** Autodiscover: follows an SRV record. */
  FOLLOWS_SRV = 'follows-srv',
  /** Autodiscover: reads the service connection point. */
  READS_SCP = 'reads-scp',
}

/** What a statement of a fact says. */
export interface StatedFactProps {
  /** Whether the fact holds for these clients. */
  readonly holds: boolean;
  /** Where it is known from, such as `tried on three devices`; at least 10 characters. */
  readonly ground: string;
  /** Day of the trial, `YYYY-MM-DD`. */
  readonly on: string;
}

/** A fact that a population states of its own clients; it comes before what the tables hold. */
export class StatedFact {
  /** A fact, and where it is known from. */
  static that(fact: ClientFact, props: StatedFactProps): StatedFact {
    return new StatedFact(fact, props?.holds, props?.ground, props?.on);
  }

  private constructor(
    readonly fact: ClientFact,
    readonly holds: boolean,
    /** Where it is known from. */
    readonly ground: string,
    /** Day of the trial, `YYYY-MM-DD`. */
    readonly on: string,
  ) {}
}
