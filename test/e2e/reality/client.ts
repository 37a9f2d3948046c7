import type { ClientOutcome, Requirement } from '../support';
import type { ServedCase } from './servers';

/** A real client that tries every case. */
export interface RealityClient {
  /** Id of its platform in lib/clients. */
  readonly platform: string;
  /** Commands without which it can't be tried. */
  readonly commands: readonly Requirement[];
  /** Name and version, in its own words. */
  version(): Promise<string>;
  /**
   * What became of each case, by the case's id.
   * @throws Error when a case ended without an answer that speaks of the certificate
   */
  tryAll(cases: readonly ServedCase[]): Promise<Map<string, ClientOutcome>>;
}
