/**
 * What is wrong, why, by which source, and what to do. The one shape that cells of the matrix, findings, faults of certificates, of
 * their paths and of declarations share.
 */
export interface Reason {
  /** Stable code, kebab case, such as `name-not-covered`. */
  readonly code: string;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** Keys of the sources that say so; describeSource() of lib/exchange expands them. */
  readonly sources: string[];
  /** Section of the standard that is broken, such as `RFC 5280 4.2.1.9`. */
  readonly section?: string;
}
