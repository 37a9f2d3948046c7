import { ClientManagement, RootStore } from '../model';
import { BooleanFact, unknown } from '../model/fact';

/** Makers' families of client platforms. */
export type PlatformFamily =
  'windows' | 'windows-mobile' | 'windows-phone' | 'apple' | 'android' | 'symbian' | 'blackberry' | 'linux' | 'other';

/** What a platform or an application ships with as trusted roots. */
export interface RootStoreFacts {
  /** commercial: a current list of commercial roots; named: only the roots named here; unknown: no source lists them. */
  readonly kind: 'commercial' | 'named' | 'unknown';
  /** Common names of the roots, of a named store. */
  readonly names?: readonly string[];
  /** SHA-256 or SHA-1 fingerprints of the roots, upper-case hex, of a named store. */
  readonly fingerprints?: readonly string[];
  /** Whose list says which commercial roots are in it. Left out: no list is available. */
  readonly list?: RootStore;
  /** Whether a distribution keeps a copy of the list, which lags behind it. Default: false */
  readonly copied?: boolean;
  readonly source: string;
  readonly note?: string;
}

/** What is known of one client platform. */
export interface PlatformFacts {
  /** Stable id, kebab case. */
  readonly id: string;
  readonly label: string;
  readonly family: PlatformFamily;
  readonly rootStore: RootStoreFacts;
  /** Whether the person who holds the client can install a root. */
  readonly userCanInstallRoot: BooleanFact;
  /** Whether Active Directory (group policy, published roots) brings roots to it. */
  readonly domainPush: BooleanFact;
  /** Whether device management brings roots to it. */
  readonly mdmPush: BooleanFact;
  /** Whether a root that a person installs must be marked as a CA. */
  readonly handInstalledRootNeedsCa: BooleanFact;
  /** Whether applications use installed roots without asking for them; false: an application must opt in. */
  readonly applicationsUseInstalledRoots: BooleanFact;
  /** Whether a wildcard name covers a host. */
  readonly wildcard: BooleanFact;
  /** Whether Outlook Anywhere accepts a wildcard name without a certificate principal name of its own. */
  readonly toleratesWildcardPrincipal: BooleanFact;
  /** Whether Outlook Anywhere looks for the principal name in the common name of the certificate alone. */
  readonly principalIsCommonName: BooleanFact;
  /** Whether chains signed with SHA-256 are understood. */
  readonly sha2: BooleanFact;
  /** Whether chains with a SHA-512 signature are understood. */
  readonly sha512Chain: BooleanFact;
  /** Whether ECDSA certificates are understood. */
  readonly ecdsa: BooleanFact;
  /** Whether chains signed with SHA-1 are still accepted. */
  readonly sha1: BooleanFact;
  /** Whether signatures of the form RSASSA-PSS are understood in a chain. */
  readonly rsaPss: BooleanFact;
  /** Whether the host name is sent in the TLS handshake (SNI). */
  readonly sni: BooleanFact;
  /** Whether TLS 1.0 is spoken, as the platform is installed. */
  readonly tls10: BooleanFact;
  /** Whether TLS 1.2 is spoken, as the platform is installed. */
  readonly tls12: BooleanFact;
  /** Whether TLS 1.3 is spoken, as the platform is installed. */
  readonly tls13: BooleanFact;
  /** Whether a person is asked about an issuer that the client does not trust; false: it refuses, or nobody is there. */
  readonly asksAboutIssuer: BooleanFact;
  /** Whether a person is asked about a name that the certificate lacks. */
  readonly asksAboutName: BooleanFact;
  /** Whether a person can accept one certificate, so that it is not asked about again. */
  readonly keepsException: BooleanFact;
  /** Whether Windows authentication carries a channel binding token. */
  readonly sendsChannelBinding: BooleanFact;
  /** Whether a must-staple certificate without a stapled response is refused. */
  readonly demandsStaple: BooleanFact;
  /** Whether it holds or fetches the intermediates that a server does not send. */
  readonly findsIntermediates: BooleanFact;
  /** Whether a host name in the common name alone is accepted. */
  readonly commonNameAccepted: BooleanFact;
  /** Longest lifetime of a server certificate, in days, whoever issued it. */
  readonly maximumLifetimeDays?: number;
  /** First day of issue for which the longest lifetime binds, `YYYY-MM-DD`. */
  readonly maximumLifetimeFrom?: string;
  readonly maximumLifetimeSource?: string;
  /** Seconds by which the longest lifetime may be exceeded all the same. Default: 0. */
  readonly lifetimeGraceSeconds?: number;
  /** Smallest RSA key, in bits. */
  readonly minimumRsaBits?: number;
  readonly minimumRsaBitsSource?: string;
  /** First day of judgement on which the smallest RSA key binds, `YYYY-MM-DD`. Left out: always. */
  readonly minimumRsaBitsFrom?: string;
  /** Some releases of the range refuse RSA keys below this size, others do not. */
  readonly unsureRsaBits?: number;
  readonly unsureRsaBitsSource?: string;
  /** Smallest RSA key below commercial roots, where it differs, in bits; `differs`: releases of the range disagree. */
  readonly minimumPublicRsaBits?: number | 'differs';
  readonly minimumPublicRsaBitsSource?: string;
  /** Whether the extended key usage serverAuth must be there. */
  readonly requiresServerAuth: BooleanFact;
  /** Whether the handshake fails where the certificate carries the Certificate Policies extension. */
  readonly failsOnCertificatePolicies: BooleanFact;
  /** Whether Exchange ActiveSync can authenticate with a client certificate. */
  readonly certificateBasedAuthentication: BooleanFact;
  /** How its validator judges certificates, where that was measured. */
  readonly checks?: CertificateChecks;
  /** How a person installs a root. */
  readonly installByUser: string;
  /** How an administrator installs a root. */
  readonly installByAdministrator: string;
  readonly domainJoinable: boolean;
  /** What differs by release, oldest first; each entry holds from its release on. */
  readonly since?: readonly SinceRelease[];
  /** Source keys of what is said in words. */
  readonly sources: readonly string[];
}

/** The facts of a platform that a release changes. */
export interface SinceRelease {
  readonly release: string;
  readonly facts: Partial<Omit<PlatformFacts, 'id' | 'family' | 'since'>>;
}

const NOT_STATED = unknown('no source that was read states it');

/** Every fact unknown: what the rows of the tables begin with. */
export const NOTHING_STATED = Object.freeze({
  userCanInstallRoot: NOT_STATED,
  domainPush: NOT_STATED,
  mdmPush: NOT_STATED,
  handInstalledRootNeedsCa: NOT_STATED,
  applicationsUseInstalledRoots: NOT_STATED,
  wildcard: NOT_STATED,
  toleratesWildcardPrincipal: NOT_STATED,
  principalIsCommonName: NOT_STATED,
  sha2: NOT_STATED,
  sha512Chain: NOT_STATED,
  ecdsa: NOT_STATED,
  sha1: NOT_STATED,
  rsaPss: NOT_STATED,
  sni: NOT_STATED,
  tls10: NOT_STATED,
  tls12: NOT_STATED,
  tls13: NOT_STATED,
  asksAboutIssuer: NOT_STATED,
  asksAboutName: NOT_STATED,
  keepsException: NOT_STATED,
  sendsChannelBinding: NOT_STATED,
  demandsStaple: NOT_STATED,
  findsIntermediates: NOT_STATED,
  commonNameAccepted: NOT_STATED,
  requiresServerAuth: NOT_STATED,
  failsOnCertificatePolicies: NOT_STATED,
  certificateBasedAuthentication: NOT_STATED,
});

const NOBODY_MANAGES: BooleanFact = Object.freeze({
  value: false,
  source: 'SEED',
  note: 'nobody manages these clients',
});

/** Whether an administrator can push a root to a platform under a kind of management. */
export function adminCanPush(platform: PlatformFacts, management: ClientManagement): BooleanFact {
  switch (management) {
    case ClientManagement.DOMAIN_JOINED:
      return platform.domainPush;
    case ClientManagement.MDM:
      return platform.mdmPush;
    default:
      return NOBODY_MANAGES;
  }
}

/** Keys as clients distinguish them. */
export type CheckedKey = 'rsa' | 'rsa-pss' | 'P-256' | 'P-384' | 'P-521' | 'ed25519';

/** Which names, beside exact ones and whole wildcard labels, a client lets speak for a host. */
export interface NameChecks {
  /** `ma*.contoso.com` covers mail.contoso.com. */
  readonly partialWildcard: boolean;
  /** `mail.*.com` covers mail.contoso.com. */
  readonly innerWildcard: boolean;
  /** `*.com` covers contoso.com. */
  readonly publicSuffixWildcard: boolean;
  /** The common name counts where the alternative names are addresses alone. */
  readonly commonNameBesideAddress: boolean;
  /** An IP address in the common name counts where there are no alternative names. */
  readonly addressInCommonName: boolean;
  /** `mail.contoso.com.` covers mail.contoso.com. */
  readonly trailingDot: boolean;
  /** A host name may have an underscore. */
  readonly underscore: boolean;
}

/** What a client looks at in the root that it was given. */
export interface RootChecks {
  /** always; unordered-chain: only where the server sends its chain out of order, or with certificates that do not belong to it. */
  readonly dates: 'always' | 'unordered-chain';
  /** Basic constraints must be there. */
  readonly basicConstraints: boolean;
  /** A key usage must name keyCertSign. */
  readonly certSign: boolean;
  readonly nameConstraints: boolean;
}

/** How a client holds a certificate against the name constraints of a CA. */
export interface ConstraintChecks {
  /**
   * Whether they bind the common name where there are no DNS names. no; yes; plain: unless it has an asterisk; dotted: where it is plain
   * and has a dot; alone: where there are no alternative names at all, addresses included.
   */
  readonly commonName: 'no' | 'yes' | 'plain' | 'dotted' | 'alone';
  /** Whether names are compared as text, so that an asterisk is a character like any other. */
  readonly asText: boolean;
}

/** What a client makes of a self-signed server certificate that it was given to trust. */
export interface SelfSignedChecks {
  /** judged: like any other; names-only: nothing but its names; never: not trusted, whatever the store holds. */
  readonly trust: 'judged' | 'names-only' | 'never';
  /** Whether a weak hash of its own signature is forgiven; `unless-ca`: where it is not marked as a CA. */
  readonly ownHashForgiven: 'always' | 'unless-ca';
  /** Whether critical extensions that nobody knows are forgiven. */
  readonly unknownCriticalForgiven: boolean;
  /** Where it is marked as a CA: it must have no extended key usage. */
  readonly caWithoutUse: boolean;
}

/**
 * How the validator of a client judges certificates, measured by trying the client. Clients without this are judged by what their
 * makers state and by RFC 5280.
 */
export interface CertificateChecks {
  /** Source key. */
  readonly source: string;
  readonly names: NameChecks;
  /** Keys of a server that it takes. */
  readonly serverKeys: readonly CheckedKey[];
  /** Keys of CAs whose signatures it takes. */
  readonly authorityKeys: readonly CheckedKey[];
  /** Whether anyExtendedKeyUsage stands for serverAuth, in the server's certificate and in those of CAs. */
  readonly anyUse: { readonly server: boolean; readonly authority: boolean };
  /** What the extended key usage of CAs must allow: servers; any-tls: servers or clients; ignored: nothing. */
  readonly authorityUse: 'servers' | 'any-tls' | 'ignored';
  /** Key usages of which one must be there, where the server's certificate has the extension. An empty list: not looked at. */
  readonly keyUsages: { readonly rsa: readonly string[]; readonly other: readonly string[] };
  readonly constraints: ConstraintChecks;
  /** Seconds before its validity begins from which a certificate is taken all the same. Default: 0. */
  readonly earlySeconds?: number;
  readonly root: RootChecks;
  readonly selfSigned: SelfSignedChecks;
}
