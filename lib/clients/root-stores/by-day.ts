import { RootStore } from '../../model';
import { hasAt, isYoungOn } from './by-release';
import type { Held, StoreQuestion } from './held';
import { ListedRoot, MARKS } from './listed-root';

const OBSERVATORY = 'TSO';
const CHROME = 'CHROME:roots';

/** The stores whose lists are for TLS servers alone, or nearly: what they hold, Windows holds for servers too. */
const FOR_SERVERS = [RootStore.MOZILLA, RootStore.APPLE, RootStore.ANDROID, RootStore.JAVA, RootStore.CHROME] as const;

/** Until then desktop computers are taken to hold what vendors sold, as the document of that time says. */
const OLD_TIMES_END = '2011-01-01';

const byDay = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** Whether a store that is kept up by itself holds a root on a day: Windows, Mozilla, Microsoft's services. */
export function listedByDay(question: StoreQuestion, root: ListedRoot): Held {
  if (question.store !== RootStore.MICROSOFT_CLOUD) return ofList(question.store, question, root);
  const windows = ofList(RootStore.WINDOWS, question, root);
  return windows.value === true
    ? { value: true, because: 'is taken to hold what Windows holds', source: `${windows.source}; DERIVED` }
    : { because: 'is not known to hold what Windows does not', source: windows.source };
}

function ofList(store: RootStore, { day, copied }: StoreQuestion, root: ListedRoot): Held {
  const marks = MARKS[store as RootStore.WINDOWS | RootStore.MOZILLA];
  const history = root.stores[store];
  if (day < marks[0]) return beforeFirstList(marks[0], root, store, day);
  if (!history) return { value: false, because: 'has never had it', source: OBSERVATORY };
  const { from } = history.intervals[0];
  if (!hasAt(history, day, byDay)) {
    if (day < from) return { value: false, because: `got it by ${from}`, source: OBSERVATORY };
    const dropped = history.intervals.filter(({ until }) => until !== undefined && until <= day).at(-1)?.until;
    const because = `dropped it by ${dropped}`;
    return copied
      ? { because: `${because}; which distributions follow, and when, is not stated`, source: OBSERVATORY }
      : { value: false, because, source: OBSERVATORY };
  }
  if (store === RootStore.WINDOWS && !FOR_SERVERS.some((other) => root.stores[other])) {
    return { because: 'has it, and whether for TLS servers is not known: no other store has it', source: OBSERVATORY };
  }
  if (copied && from !== marks[0] && isYoungOn(day, { ...root, notBefore: from })) {
    return { because: `got it by ${from}; which distributions have it already is not stated`, source: OBSERVATORY };
  }
  return { value: true, because: 'has it', source: OBSERVATORY };
}

/** Before its first list a store is taken to hold the commercial roots of the day, but for those that are too young or came later. */
function beforeFirstList(first: string, root: ListedRoot, store: RootStore, day: string): Held {
  const history = root.stores[store];
  if (history && history.intervals[0].from > first)
    return { value: false, because: 'got it later', source: OBSERVATORY };
  const isOldTime = day < OLD_TIMES_END;
  const isOfDay = root.notBefore <= day && day <= root.notAfter;
  if (isOfDay && (isOldTime || (history !== undefined && !isYoungOn(day, root)))) {
    return {
      value: true,
      because: 'ships with the commercial roots of its time',
      source: `SEED, Trusted Third-Party Certificates; ${OBSERVATORY}`,
    };
  }
  return { because: 'is older than the first available list', source: OBSERVATORY };
}

/** Days on which Chrome drops roots by the age of their keys, by the last day on which the key was made. */
const TERMS: readonly (readonly [madeUntil: string, dropsOn: string])[] = [
  ['2005-12-31', '2025-04-15'],
  ['2007-12-31', '2026-04-15'],
  ['2009-12-31', '2027-04-15'],
  ['2011-12-31', '2028-04-15'],
  ['2014-04-14', '2029-04-15'],
];
const TERM_YEARS = 15;
/** Days of the available lists: versions 5 and 17. */
const CHROME_LISTED = { '2022': '2022-08-30', '2024': '2024-11-12' } as const;

/** The day on which Chrome drops a root by the age of its key: the oldest certificate with the key says when it was made. */
export function chromeDropsOn(roots: readonly ListedRoot[]): string {
  const made = roots.map(({ notBefore }) => notBefore).sort()[0];
  const term = TERMS.find(([until]) => made <= until);
  return term ? term[1] : `${Number(made.slice(0, 4)) + TERM_YEARS}${made.slice(4)}`;
}

/** Whether Chrome's own store holds a root on a day. Its lists of 2022 and 2024 are available, and its terms by the age of keys. */
export function chromeHolds(root: ListedRoot, all: readonly ListedRoot[], { day }: StoreQuestion): Held {
  const isListed = root.stores[RootStore.CHROME]?.intervals.some(({ until }) => until === undefined) === true;
  const wasListed = root.stores[RootStore.CHROME] !== undefined;
  const leavesOn = chromeDropsOn(all);
  if (isListed && day >= leavesOn) {
    return { value: false, because: `dropped it on ${leavesOn}, by the age of its key`, source: 'CRP18, 1.3.1.2' };
  }
  if (day < CHROME_LISTED['2024']) {
    if (wasListed && !isListed) return { because: 'had it in 2022 and no more in 2024', source: CHROME };
    const mozilla = root.stores[RootStore.MOZILLA];
    if (isListed && mozilla && hasAt(mozilla, CHROME_LISTED['2022'], byDay)) {
      return { value: true, because: 'has it', source: CHROME, leavesOn };
    }
    if (isListed) return { because: 'has it in 2024; whether before is not known', source: CHROME };
  }
  if (isListed) return { value: true, because: 'has it', source: CHROME, leavesOn };
  // What the other stores took up after Chrome's last available list, Chrome may have taken up too.
  const isNew = [RootStore.MOZILLA, RootStore.WINDOWS].every((store) =>
    root.stores[store]?.intervals.some(({ until }) => until === undefined),
  );
  return isNew
    ? { because: 'did not have it in 2024; later lists are not available', source: CHROME }
    : { value: false, because: wasListed ? 'dropped it by 2024' : 'has never had it', source: CHROME };
}
