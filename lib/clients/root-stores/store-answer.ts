import { RootStore } from '../../model';
import { compareReleases } from '../releases';
import { androidHolds, appleHolds, chromeHolds, javaHolds, listedByDay } from './store-holdings';
import type { Held, ListedRoot, StoreQuestion } from './listed-root';
import { IssueCondition, issueConditionOf } from './issue-condition';

/** What a store says of a root. */
export interface StoreAnswer extends Held {
  /** Last day of the certificate of the root that the store holds, `YYYY-MM-DD`. */
  readonly heldUntil?: string;
  /** What the store demands of the day of issue of what it trusts below the root. */
  readonly condition?: IssueCondition;
  /** False: whether this release demands it is not known. */
  readonly conditionCertain?: boolean;
}

/** What a store says of a root: of its certificates the one that it holds longest counts. */
export function askStore(question: StoreQuestion, roots: readonly ListedRoot[]): StoreAnswer {
  const answers = roots.map((root) => ({ root, held: holds(question, root, roots) }));
  const holding = answers
    .filter(({ held }) => held.value === true)
    .sort((a, b) => (a.root.notAfter < b.root.notAfter ? 1 : -1));
  const [best] = holding.length > 0 ? holding : answers.filter(({ held }) => held.value === undefined);
  if (!best) return answers[0].held;
  if (best.held.value === undefined) return best.held;
  const condition = issueConditionOf(question.store, best.root.subject);
  if (!condition) return { ...best.held, heldUntil: best.root.notAfter };
  const since = condition.since?.[question.family];
  const conditionCertain =
    condition.since === undefined ||
    (since !== undefined && question.release !== undefined && compareReleases(question.release, since) >= 0);
  return { ...best.held, heldUntil: best.root.notAfter, condition, conditionCertain };
}

function holds(question: StoreQuestion, root: ListedRoot, all: readonly ListedRoot[]): Held {
  switch (question.store) {
    case RootStore.ANDROID:
      return androidHolds(root, question.release);
    case RootStore.APPLE:
      return appleHolds(root, question.family, question.release);
    case RootStore.JAVA:
      return javaHolds(root);
    case RootStore.CHROME:
      return chromeHolds(root, all, question);
    default:
      return listedByDay(question, root);
  }
}
