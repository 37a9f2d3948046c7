/** What a part of a run adds to its report, so that the parts can be merged: what was asked, and the certificates that were met. */
export interface SurveyPart {
  /** From 1. */
  readonly shard: number;
  readonly of: number;
  /** True where the user ended it. */
  readonly partial?: true;
  /** True where the moment of judgement was stated, and not the clock of the machine. */
  readonly clockStated?: true;
  /** Sides that were asked. */
  readonly sides: readonly string[];
  /** What is declared, as a slice of the model with its digest. Left out: hosts were named. */
  readonly declaration?: string;
  /** Hosts that were named instead, with a port each where one was. */
  readonly hosts?: readonly { readonly host: string; readonly port?: number }[];
  /** What reading the input had to say. */
  readonly inputNotices: readonly string[];
  /** File to name where a finding has no place of its own. */
  readonly fallbackFile?: string;
  /** Certificates that were presented, Base64 of the DER, each once. */
  readonly certificates: readonly string[];
}
