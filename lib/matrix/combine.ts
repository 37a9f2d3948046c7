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
