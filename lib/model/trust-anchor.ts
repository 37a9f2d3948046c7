import { SourceLocation } from './location';

export enum TrustAnchorKind {
  /** A certificate that vouches for itself: every client must be given the leaf. */
  SELF_SIGNED = 'self-signed',
  /** The root of an organization's own CA. */
  PRIVATE = 'private',
  /** The root of a commercial CA. */
  COMMERCIAL = 'commercial',
}

/** The root that a client must hold to accept a certificate. */
export interface TrustAnchor {
  /** Construct path, or for a commercial root `root:` and its SHA-256 fingerprint in lower-case hex. */
  readonly id: string;
  readonly name: string;
  readonly kind: TrustAnchorKind;
  /** PEM, where it is at hand. */
  readonly pem?: string;
  readonly sha1?: string;
  readonly sha256?: string;
  /** True where this deployment makes the root anew: a client enrolled earlier cannot hold it. */
  readonly madeHere: boolean;
  /** True where the root is an end-entity certificate (basic constraints without CA). Left out: unknown. */
  readonly endEntity?: boolean;
  /** Hash of signatures in the chain below and of the root itself, where known. */
  readonly signatureHash?: string;
  /** Whether domain-joined computers get it from Active Directory (group policy or an enterprise root). Left out: unknown. */
  readonly publishedInDirectory?: boolean;
  readonly pemExpression?: string;
  readonly location?: SourceLocation;
}
