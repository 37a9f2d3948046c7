import { RootStore } from '../../model';
import { compareReleases } from '../releases';
import { type Held, ListedRoot, MARKS, StoreHistory, type StoreQuestion } from './listed-root';
import { IssueCondition, issueConditionOf } from './issue-condition';

const AOSP = 'AOSP:cacerts';

const OBSERVATORY = 'TSO';

const LETS_ENCRYPT = 'LE:docs/cert-compat';

/** Years that pass, at most, between the making of a root and its way into the stores. */
const YEARS_TO_STORES = 3;

/** Releases from which on a store holds a root, as the CA states it; they come before what the lists let guess. */
const STATED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // ISRG Root X1
  '96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6': {
    android: '7.1.1',
    ios: '10.0',
    macos: '10.12.1',
  },
  // ISRG Root X2
  '69729b8e15a86efc177a57afb7171dfc64add28c2fca8cf1507e34453ccb1470': { android: '14', ios: '16.0', macos: '13' },
};

/** Releases of macOS and the iOS of the same year. */
const IOS_OF_MACOS: Readonly<Record<string, string>> = {
  '10.14': '12',
  '10.15': '13',
  '11': '14',
  '12': '15',
  '13': '16',
  '14': '17',
  '15': '18',
  '26': '26',
};

/** The first release of the platforms whose list before iOS 12 is taken to be the commercial roots of the time: iOS 10.3. */
const FIRST_APPLE_DAY = '2017-03-27';

/** Whether a root was too young on a day for its way into the stores to be certain. */
export function isYoungOn(day: string, { notBefore }: ListedRoot): boolean {
  return `${Number(notBefore.slice(0, 4)) + YEARS_TO_STORES}${notBefore.slice(4)}` > day;
}

/** Whether a store has a root at one of its marks. */
export function hasAt({ intervals }: StoreHistory, mark: string, compare: (a: string, b: string) => number): boolean {
  return intervals.some(
    ({ from, until }) => compare(from, mark) <= 0 && (until === undefined || compare(mark, until) < 0),
  );
}

/** Whether Android's own list of a release has a root. Manufacturers could add roots before Android 7, and leave out none from 4.0 on. */
export function androidHolds(root: ListedRoot, release: string | undefined): Held {
  if (release === undefined) return { because: 'the release is not known', source: AOSP };
  const stated = statedFrom(root, 'android', release);
  if (stated) return stated;
  const history = root.stores[RootStore.ANDROID];
  if (!history) return { value: false, because: 'has never had it', source: AOSP };
  const marks = marksAround(MARKS[RootStore.ANDROID], release);
  if (marks.length === 0) return { because: 'no list of so early a release is available', source: AOSP };
  const found = marks.map((mark) => stateAt(history, mark));
  if (found.some((one) => one !== found[0]) || found[0] === undefined) {
    return { because: 'has it in some updates or builds of the release, or the lists disagree', source: AOSP };
  }
  if (found[0] && compareReleases(release, '4.0') < 0) {
    return { because: "has it in Android's own list, which manufacturers could change", source: AOSP };
  }
  const source = compareReleases(release, '7') < 0 ? `${AOSP}; CTS` : AOSP;
  return found[0] ? { value: true, because: 'has it', source } : { value: false, because: 'does not have it', source };
}

function stateAt(history: StoreHistory, mark: string): boolean | undefined {
  return history.uncertainAt.includes(mark) ? undefined : hasAt(history, mark, compareReleases);
}

/** What the CA states comes first. */
function statedFrom({ sha256 }: ListedRoot, family: string, release: string): Held | undefined {
  const from = STATED[sha256]?.[family];
  if (from === undefined) return undefined;
  // `10.12` of a release whose updates are not distinguished.
  if (from.startsWith(`${release}.`) && !/^[\d.]+\.0$/.test(from)) {
    return { because: `has it from ${from} on alone`, source: LETS_ENCRYPT };
  }
  return compareReleases(release, from) >= 0
    ? undefined
    : { value: false, because: `does not have it, later ones have it from ${from} on`, source: LETS_ENCRYPT };
}

/** The mark that a release belongs to, or the two that it lies between. Empty: it is older than the first. */
function marksAround(marks: readonly string[], release: string): string[] {
  const before = marks.filter((mark) => compareReleases(mark, release) <= 0);
  const lower = before.at(-1);
  const upper = marks[before.length];
  if (lower === undefined) return [];
  const isOwn = compareReleases(lower, release) === 0 || release.startsWith(`${lower}.`);
  const sharesName = upper?.startsWith(`${lower}.`) === true && compareReleases(lower, release) !== 0;
  return isOwn && !sharesName ? [lower] : [lower, ...(upper === undefined ? [] : [upper])];
}

/** Whether Apple's list of a release has a root. The lists begin with iOS 12 and macOS 10.14. */
export function appleHolds(root: ListedRoot, family: string, release: string | undefined): Held {
  if (release === undefined) return { because: 'the release is not known', source: OBSERVATORY };
  const stated = statedFrom(root, family, release);
  if (stated) return stated;
  const mark = appleMark(family, release);
  const history = root.stores[RootStore.APPLE];
  if (mark === undefined) return beforeFirstAppleList(root, history, family, release);
  if (!history) return { value: false, because: 'has never had it', source: OBSERVATORY };
  const found = stateAt(history, mark);
  if (found === undefined) return { because: 'has it in some updates of the release alone', source: OBSERVATORY };
  return { value: found, because: found ? 'has it' : 'does not have it', source: OBSERVATORY };
}

function appleMark(family: string, release: string): string | undefined {
  const [major, minor] = release.split('.') as [string, string | undefined];
  if (family === 'ios') return MARKS[RootStore.APPLE].includes(major) ? major : undefined;
  return IOS_OF_MACOS[major === '10' ? `10.${minor ?? ''}` : major];
}

function beforeFirstAppleList(
  root: ListedRoot,
  history: StoreHistory | undefined,
  family: string,
  release: string,
): Held {
  const [first] = MARKS[RootStore.APPLE];
  const isIn = history !== undefined && hasAt(history, first, compareReleases);
  if (STATED[root.sha256]?.[family] !== undefined) return { value: true, because: 'has it', source: LETS_ENCRYPT };
  if (history !== undefined && !isIn && !history.uncertainAt.includes(first)) {
    return { value: false, because: 'got it later', source: OBSERVATORY };
  }
  const isCommercial = family === 'ios' && compareReleases(release, '10.3') >= 0;
  if (isIn && isCommercial && !isYoungOn(FIRST_APPLE_DAY, root)) {
    return { value: true, because: 'ships with the commercial roots of its time', source: `${OBSERVATORY}; DERIVED` };
  }
  return { because: 'is older than the first available list', source: OBSERVATORY };
}

/** Whether every Java that is known has a root: whose release is not named may be any. */
export function javaHolds({ stores }: ListedRoot): Held {
  const history = stores[RootStore.JAVA];
  const marks = MARKS[RootStore.JAVA];
  const last = marks[marks.length - 1];
  if (history) {
    const found = marks.map((mark) => hasAt(history, mark, compareReleases));
    if (found.every(Boolean))
      return { value: true, because: `has it in every release from ${marks[0]} to ${last}`, source: OBSERVATORY };
    return { because: `has it in some releases from ${marks[0]} to ${last} alone`, source: OBSERVATORY };
  }
  // Java takes roots that the other stores have had for long: what came to them lately may have come to it since its last list.
  return stores[RootStore.MOZILLA]?.intervals.some(({ until }) => until === undefined)
    ? { because: `did not have it up to ${last}; later lists are not available`, source: OBSERVATORY }
    : { value: false, because: 'has never had it', source: OBSERVATORY };
}

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
    return {
      because: 'has it, and whether for TLS servers is not known: no other store has it',
      source: OBSERVATORY,
    };
  }
  if (copied && from !== marks[0] && isYoungOn(day, { ...root, notBefore: from })) {
    return {
      because: `got it by ${from}; which distributions have it already is not stated`,
      source: OBSERVATORY,
    };
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
