import { SourceLocation } from './location';

export enum TrustAnchorKind {
  /** A certificate that vouches for itself: every client must be given the leaf. */
  SELF_SIGNED = 'self-signed',
  /** The root of an organization's own CA. */
  PRIVATE = 'private',
  /** The root of a commercial CA. */
  COMMERCIAL = 'commercial',
}

/** One certificate of an anchor: they come and go while the key stays. */
export interface AnchorCertificate {
  /** SHA-256 fingerprint, lower-case hex. */
  readonly sha256: string;
  /** ISO 8601 in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pem?: string;
}

/** The root that a client must hold to accept a certificate. */
export interface TrustAnchor {
  /** Construct path, or for a commercial root `root:` and its SHA-256 fingerprint in lower-case hex. */
  readonly id: string;
  readonly name: string;
  readonly kind: TrustAnchorKind;
  /** PEM, where it is available. */
  readonly pem?: string;
  readonly sha1?: string;
  readonly sha256?: string;
  /** True where this deployment creates the root: a client enrolled earlier cannot hold it. */
  readonly madeHere: boolean;
  /** True where the root is an end-entity certificate (basic constraints without CA). Left out: unknown. */
  readonly endEntity?: boolean;
  /** Hash of signatures in the chain below and of the root itself, where known. */
  readonly signatureHash?: string;
  /** Whether domain-joined computers get it from Active Directory (group policy or an enterprise root). Left out: unknown. */
  readonly publishedInDirectory?: boolean;
  readonly pemExpression?: string;
  /** Subject as RFC 4514 string. */
  readonly subject?: string;
  /** SHA-256 of the public key info, lower-case hex: subject and key are what an anchor is. */
  readonly keyId?: string;
  /** Certificates of this name and key that are known. */
  readonly certificates?: AnchorCertificate[];
  readonly location?: SourceLocation;
}
