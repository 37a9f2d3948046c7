/** What is wrong with a connection, why, by which sources, and what to do. */
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

/** A reason of which the fix is always known: of a declaration, of a certificate's bytes, of a path. Its section is its source. */
export interface Fault {
  /** Stable code, kebab case, such as `host-name-invalid`. */
  readonly code: string;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Document and section that demand it, such as `RFC 5280 4.2.1.9`. */
  readonly section?: string;
}
