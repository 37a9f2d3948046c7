import { Outcome, OutcomeCode, OutcomeKind } from '../policy';

/** A reason as a step of the matrix gives it. */
export interface StepReason {
  readonly code: OutcomeCode;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** Keys of the sources that say so, separated by `; `, as the tables hold them. */
  readonly source: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** An outcome that speaks against the connection. */
export function adverse(kind: OutcomeKind, { code, message, source, fix }: StepReason): Outcome {
  return { kind, code, message, sources: source.split('; '), ...(fix === undefined ? {} : { fix }) };
}

/** The client does not connect. */
export function fails(reason: StepReason): Outcome {
  return adverse(OutcomeKind.FAILS, reason);
}

/** Something that decides it is not known. */
export function unknown(reason: StepReason): Outcome {
  return adverse(OutcomeKind.UNKNOWN, reason);
}
