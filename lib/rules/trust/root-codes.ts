import { Outcome, OutcomeCode, ReachView } from '../../policy';

/** Codes of the matrix that mean: this root never comes into the client's store. */
export const ROOT_UNREACHABLE: OutcomeCode[] = [
  'root-blocked',
  'root-distrusted-by-date',
  'root-out-of-reach',
  'application-ignores-roots',
  'root-expired',
  'root-not-ca',
  'self-signed-never-trusted',
];

/** Codes of the matrix that mean: whether the root is, or can come, into the client's store is not known. */
const UNKNOWN_CODES: readonly OutcomeCode[] = [
  'root-state-unknown',
  'root-enrolment-unknown',
  'application-roots-unknown',
];
const ROOT_UNKNOWN: readonly string[] = UNKNOWN_CODES;

/** The first thing that is not known of a root in a population. */
export function unknownOf({ groups }: ReachView): Outcome | undefined {
  for (const { outcome } of groups) {
    if (ROOT_UNKNOWN.includes(outcome.code)) return outcome;
    const other = outcome.others?.find(({ code }) => ROOT_UNKNOWN.includes(code));
    if (other) return other;
  }
  return undefined;
}
