import type { Requirement } from '../support';
import type { Ability, Attempt, AttemptOutcome } from './attempt';

/** A real client that tries connections. */
export interface RealityClient {
  /** Id of its platform in lib/clients. */
  readonly platform: string;
  /** Commands without which it can't be tried. */
  readonly commands: readonly Requirement[];
  readonly abilities: readonly Ability[];
  /** Name and version, in its own words. */
  version(): Promise<string>;
  /**
   * What became of each attempt, by its id.
   * @throws Error when an attempt ended without an answer that speaks of the certificate
   */
  tryAll(attempts: readonly Attempt[]): Promise<Map<string, AttemptOutcome>>;
}
