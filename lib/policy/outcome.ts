import { Reason } from '../model';

/** What happens when one population connects to one binding. */
export enum OutcomeKind {
  /** The client connects and nobody is asked anything. */
  WORKS = 'works',
  /** A person is asked to trust the certificate, and the client connects if they do. */
  PROMPTS = 'prompts',
  /** The client does not connect. */
  FAILS = 'fails',
  /** Something that decides it is not known. */
  UNKNOWN = 'unknown',
}

/** The outcome of one cell of the compatibility matrix, always with its reason and the reason's sources. */
export interface Outcome extends Reason {
  readonly kind: OutcomeKind;
  /** What else speaks against the connection; each would remain when the rest is fixed. */
  readonly others?: Outcome[];
}

/** Everything that speaks against the connection, the gravest first. */
export function reasonsOf(outcome: Outcome): Outcome[] {
  return outcome.others ? [outcome, ...outcome.others] : [outcome];
}

/** Every kind, the least grave first. What certainly goes wrong comes before what is unknown, which may work. */
export const KINDS_BY_GRAVITY: readonly OutcomeKind[] = Object.freeze([
  OutcomeKind.WORKS,
  OutcomeKind.UNKNOWN,
  OutcomeKind.PROMPTS,
  OutcomeKind.FAILS,
]);

/** Position of a kind among works, unknown, prompts and fails. */
export function gravityOf(kind: OutcomeKind): number {
  return KINDS_BY_GRAVITY.indexOf(kind);
}
