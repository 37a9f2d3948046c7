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

/** The outcome of one cell of the compatibility matrix, always with its reason and the reason's source. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Stable code of the reason, such as `root-blocked`; rules and tests look at it, never at the words. */
  readonly code: string;
  readonly reason: string;
  readonly source: string;
  /** What would make it work, where something would. */
  readonly remedy?: string;
  /** What else speaks against the connection; each would remain when the rest is mended. */
  readonly others?: Outcome[];
}

/** Everything that speaks against the connection, the gravest first. */
export function reasonsOf(outcome: Outcome): Outcome[] {
  return outcome.others ? [outcome, ...outcome.others] : [outcome];
}

const GRAVITY: Record<OutcomeKind, number> = {
  [OutcomeKind.WORKS]: 0,
  [OutcomeKind.PROMPTS]: 1,
  [OutcomeKind.UNKNOWN]: 2,
  [OutcomeKind.FAILS]: 3,
};

/**
 * The graver of two outcomes. Unknown is graver than prompts, since it may hide a failure; a known failure is graver than unknown,
 * since nothing that is still to be learned can mend it.
 */
export function graver(a: Outcome, b: Outcome): Outcome {
  return GRAVITY[b.kind] > GRAVITY[a.kind] ? b : a;
}
