import { CertificateSourceKind, CertificateState, NetworkSide } from '../model';

/** Whether a certificate has a name that it needs. */
export enum NamePresence {
  EXACT = 'exact',
  /** A wildcard of the certificate covers it. */
  WILDCARD = 'wildcard',
  MISSING = 'missing',
  /** The name, or the names of the certificate, are known to Terraform alone. */
  UNKNOWN = 'unknown',
}

/** One reason why a certificate needs a name. */
export interface NameUse {
  /** What uses the name: a protocol, mail flow, a hybrid deployment. */
  readonly what: string;
  /** Server, publishing point or connector at which it is declared. */
  readonly at: string;
  /** Which clients use it. Left out: both, or other servers. */
  readonly side?: NetworkSide;
  /** Where Exchange or the DNS keeps the name. */
  readonly setting: string;
  /** Mail domain whose Autodiscover looks for it. */
  readonly mailDomain?: string;
}

/** A name that a certificate needs. */
export interface NeededName {
  /** Host name, or a Terraform expression with its `${}`. */
  readonly name: string;
  /** False: only Terraform knows the name. */
  readonly known: boolean;
  readonly uses: NameUse[];
  readonly has: NamePresence;
  /** Why no public CA can certify it. Left out: one can, it is not known, or the certificate is not to come from one. */
  readonly refused?: string;
  /** What to do about it. Left out: nothing. */
  readonly fix?: string;
}

/** Names of one certificate. */
export interface CertificateNames {
  /** Id of the certificate. */
  readonly certificate: string;
  readonly title: string;
  readonly source: CertificateSourceKind;
  readonly state: CertificateState;
  readonly needed: NeededName[];
  /** Names that it has and nobody uses, as far as is declared. */
  readonly superfluous: string[];
  /** Names for the order, the common name first: needed, and not refused by public CAs where it is to come from one. */
  readonly order: string[];
  /** What else there is to know about the order, in sentences. */
  readonly hints: string[];
}
