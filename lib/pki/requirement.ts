import type { Certificate509 } from './certificate';
import type { PathCode, PathRole } from './path-reason';
import type { NameConstraintOptions } from './names';
import type { PublicKeyAlgorithm } from './public-key';
import type { HashName } from './signature';

/**
 * Who demands it: 'essential' keeps a path sound and binds everyone; 'rfc5280' is the profile of RFC 5280 to the letter;
 * 'cabf' the CA/Browser Forum's TLS Baseline Requirements; 'public' those of them that also bind names, dates and URLs
 * of certificates issued to the public.
 */
export type RequirementLevel = 'essential' | 'rfc5280' | 'cabf' | 'public';

/** One demand on one certificate, apart from its neighbours. */
export interface Requirement {
  readonly code: PathCode;
  readonly level: RequirementLevel;
  readonly roles: readonly PathRole[];
  /** Document and section. */
  readonly section: string;
  /** What to do about a breach. */
  readonly fix: string;
  /** What is wrong, in words; undefined when the certificate complies. */
  breach(certificate: Certificate509, role: PathRole, profile: PathProfile): string | undefined;
}

/** A limit on a server certificate's validity, from the day on which it was issued. */
export interface ValidityLimit {
  /** ISO date, UTC. */
  readonly issuedFrom: string;
  readonly days: number;
  readonly source: string;
}

/** What one kind of client demands of a path. Plain data; every entry of `requirements` names its own source. */
export interface PathProfile {
  readonly name: string;
  readonly description: string;
  /** Where the profile's choices come from. */
  readonly source: string;
  /** The use that leaf and CAs must allow. 'any': no use is asked for. */
  readonly purpose: 'serverAuth' | 'clientAuth' | 'emailProtection' | 'any';
  readonly keyTypes: readonly PublicKeyAlgorithm[];
  readonly minimumRsaBits: number;
  readonly curves: readonly string[];
  /** Hashes of signatures on leaf and intermediates; a root's own signature is not judged. */
  readonly hashes: readonly HashName[];
  /** The one hash that a key on a curve may sign with; curves that are not listed may sign with any. */
  readonly curveHashes: Readonly<Record<string, HashName>>;
  /** RSASSA-PSS signatures are understood. */
  readonly pss: boolean;
  /** The common name counts as host name when there is no DNS name. */
  readonly commonName: boolean;
  readonly nameConstraints: NameConstraintOptions;
  readonly maximumDays: readonly ValidityLimit[];
  /** 'when-present': revocation data that is given must be good; 'required': no data means unknown; 'ignored': never looked at. */
  readonly revocation: 'when-present' | 'required' | 'ignored';
  /** Intermediates that are not self-issued. */
  readonly maximumIntermediates: number;
  readonly requirements: Readonly<Record<PathRole, readonly Requirement[]>>;
  /** Codes of reasons that this kind of client does not look at, by the certificate that demands or breaches them. Default: none. */
  readonly overlooks?: Readonly<Partial<Record<PathRole, readonly string[]>>>;
  /** Uses that stand for the purpose in the certificates of CAs. Default: none. */
  readonly authorityUses?: readonly string[];
  /** Where anyExtendedKeyUsage does not stand for the purpose. Default: it does everywhere. */
  readonly anyUseIsNone?: readonly PathRole[];
  /** Other requirements for certificates that were issued before a day, the earliest day first. Default: none. */
  readonly earlier?: readonly EarlierRequirements[];
}

/** What a profile demands of certificates that were issued before a day. */
export interface EarlierRequirements {
  /** ISO date, UTC; a certificate whose validity begins earlier is judged by `profile`. */
  readonly issuedBefore: string;
  readonly profile: PathProfile;
}
