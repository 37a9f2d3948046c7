import { gravityOf, Outcome, OutcomeKind } from '../policy';
import { StepReason, unknown } from './reasons';

/** Everything that speaks against something, in the order in which a person would look. Empty: it works. */
export type Verdict = readonly Outcome[];

/** The kind of a verdict: that of its gravest reason. */
export function kindOf(verdict: Verdict): OutcomeKind {
  let gravest = OutcomeKind.WORKS;
  for (const { kind } of verdict) if (gravityOf(kind) > gravityOf(gravest)) gravest = kind;
  return gravest;
}

/** All must work: steps of a leg, legs of a connection, names of a cell. Equal reasons count once. */
export function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 1) return verdicts[0];
  const reasons = new Map<string, Outcome>();
  for (const reason of verdicts.flat()) {
    const key = `${reason.kind} ${reason.code} ${reason.message}`;
    if (!reasons.has(key)) reasons.set(key, reason);
  }
  return [...reasons.values()];
}

/** One that works is enough: paths and roots of a certificate. Of equally grave ones the first. */
export function best(verdicts: readonly Verdict[]): Verdict {
  let least = verdicts[0] ?? [];
  for (const verdict of verdicts) if (gravityOf(kindOf(verdict)) < gravityOf(kindOf(least))) least = verdict;
  return least;
}

/** One attempt of a sequence. */
export interface Attempt {
  readonly verdict: Verdict;
  /** Whether something answers there, so that no further attempt is made. Left out: unknown. */
  readonly answers?: boolean;
}

/** The first that answers counts, with the questions on the way there. Where nothing is known to answer, the last counts. */
export function first(attempts: readonly Attempt[], question: StepReason): Verdict {
  const [attempt, ...rest] = attempts;
  if (attempt === undefined) return [];
  if (attempt.answers === true || rest.length === 0) return attempt.verdict;
  const later = first(rest, question);
  // An attempt that nobody answers asks nothing, except about the certificate that it meets.
  const passed = all([attempt.verdict.filter(({ kind }) => kind === OutcomeKind.PROMPTS), later]);
  return attempt.answers === false ? passed : agree([attempt.verdict, passed], question);
}

/** More candidates than this are not judged: the verdict is unknown. */
export const MOST_CANDIDATES = 32;

/**
 * One of them is the case, and nothing says which. Where all come to the same, it is that; where none can work, it is the least grave;
 * else it is unknown, and the question names what would decide.
 */
export function agree(candidates: readonly Verdict[], question: StepReason): Verdict {
  const [one = []] = candidates;
  if (candidates.length > MOST_CANDIDATES) return [unknown(question)];
  if (candidates.every((other) => isAlike(one, other))) return one;
  const canWork = (verdict: Verdict): boolean => gravityOf(kindOf(verdict)) <= gravityOf(OutcomeKind.UNKNOWN);
  return candidates.some(canWork) ? [unknown(question)] : best(candidates);
}

function isAlike(a: Verdict, b: Verdict): boolean {
  const codes = (verdict: Verdict): string => verdict.map(({ kind, code }) => `${kind} ${code}`).join();
  return a === b || codes(a) === codes(b);
}
