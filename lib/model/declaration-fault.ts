import { SourceLocation } from './location';

/**
 * Something declared that cannot be: an empty host name, an unknown port, a protocol that the version lacks. Collected instead of
 * thrown, so that one run shows every fault, and so that a refused app is refused in one way.
 */
export interface DeclarationFault {
  /** Construct path. */
  readonly path: string;
  /** Stable code, such as `host-name-invalid`. */
  readonly code: string;
  /** What is wrong, what was got, what is allowed. */
  readonly message: string;
  readonly fix: string;
  readonly location?: SourceLocation;
}
