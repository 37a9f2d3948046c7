import { SourceLocation } from './location';
import { Fault } from './reason';

/**
 * Something declared that cannot be: an empty host name, an unknown port, a protocol that the version lacks. Collected instead of
 * thrown, so that one run shows every fault, and so that a refused app is refused in one way.
 */
export interface DeclarationFault extends Fault {
  /** Construct path. */
  readonly path: string;
  readonly location?: SourceLocation;
}
