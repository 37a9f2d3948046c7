import { releasesOf } from '../../clients';
import { rootStores } from '../../late';
import { RootStore } from '../../model';
import type { KnownAnchor, ListedRoot } from '../../clients/root-stores';

/** Releases one after another of which a store says the same. */
export interface ReleaseSpan {
  readonly from: string;
  /** Last release that is known. */
  readonly to: string;
  /** Left out: unknown. */
  readonly held?: boolean;
}

/** What one kind of clients says of a root. */
export interface StoreView {
  readonly clients: string;
  readonly store: RootStore;
  /** Today, or in the last release. Left out: unknown. */
  readonly held?: boolean;
  /** What is known, in words. */
  readonly because: string;
  /** For stores that go by release. */
  readonly releases?: readonly ReleaseSpan[];
  /** For stores that go by day: first list with it, and first list without it. */
  readonly days?: readonly { readonly from: string; readonly until?: string; readonly isFirstList: boolean }[];
  /** Day on which the store drops it. */
  readonly leavesOn?: string;
  /** Last day of issue that the store takes below the root. */
  readonly lastDayOfIssue?: string;
  /** First release that is stated to look at the day of issue. */
  readonly lastDaySince?: string;
  /** Whether the certificate was issued later than that. */
  readonly issuedTooLate?: boolean;
  readonly source: string;
}

interface Asked {
  readonly clients: string;
  readonly store: RootStore;
  readonly family: string;
  /** Platforms whose releases count, oldest first. */
  readonly platforms?: readonly string[];
  readonly copied?: boolean;
}

const ASKED: readonly Asked[] = [
  {
    clients: 'Android',
    store: RootStore.ANDROID,
    family: 'android',
    platforms: ['android-before-7', 'android-7', 'android'],
  },
  { clients: 'iOS, iPadOS', store: RootStore.APPLE, family: 'ios', platforms: ['ios-before-10-3', 'ios-10-3', 'ios'] },
  { clients: 'macOS', store: RootStore.APPLE, family: 'macos', platforms: ['macos-before-10-15', 'macos'] },
  { clients: 'Windows', store: RootStore.WINDOWS, family: 'windows' },
  { clients: 'Chrome 105 and later', store: RootStore.CHROME, family: 'linux' },
  { clients: 'Firefox, Thunderbird', store: RootStore.MOZILLA, family: 'linux' },
  { clients: 'Linux distributions', store: RootStore.MOZILLA, family: 'linux', copied: true },
  { clients: 'Java', store: RootStore.JAVA, family: 'linux' },
];

/** The certificates of a root in the lists; undefined: a list has its name, and its key is not known. */
export function listingOf(anchor: KnownAnchor): readonly ListedRoot[] | undefined {
  return rootStores().listedAs(anchor);
}

/** What every kind of clients whose list is available says of a root. */
export function storeViews(roots: readonly ListedRoot[], day: string, issuedOn?: string): StoreView[] {
  const { askStore } = rootStores();
  return ASKED.map(({ clients, store, family, platforms, copied }) => {
    const question = { store, family, day, copied };
    const releases = platforms?.flatMap((platform) => releasesOf(platform)) ?? [];
    const answers = releases.map((release) => ({ release, answer: askStore({ ...question, release }, roots) }));
    const answer = answers.at(-1)?.answer ?? askStore(question, roots);
    const { condition } = answer;
    const since = condition?.since?.[family];
    return {
      clients,
      store,
      held: answer.value,
      because: answer.because,
      ...(platforms
        ? { releases: spansOf(answers.map(({ release, answer: { value } }) => ({ release, value }))) }
        : {}),
      ...(platforms || store === RootStore.CHROME || store === RootStore.JAVA ? {} : { days: daysOf(roots, store) }),
      leavesOn: answer.leavesOn,
      ...(condition ? { lastDayOfIssue: condition.lastDay } : {}),
      lastDaySince: since,
      ...(condition && issuedOn !== undefined ? { issuedTooLate: issuedOn > condition.lastDay } : {}),
      source: answer.source,
    };
  });
}

function spansOf(answers: readonly { readonly release: string; readonly value?: boolean }[]): ReleaseSpan[] {
  const spans: { from: string; to: string; held?: boolean }[] = [];
  for (const { release, value } of answers) {
    const last = spans.at(-1);
    if (last && last.held === value) last.to = release;
    else spans.push({ from: release, to: release, held: value });
  }
  return spans;
}

function daysOf(roots: readonly ListedRoot[], store: RootStore): NonNullable<StoreView['days']> {
  const first = rootStores().MARKS[store as RootStore.WINDOWS | RootStore.MOZILLA][0];
  return roots
    .flatMap(({ stores }) => stores[store]?.intervals ?? [])
    .map((interval) => ({ ...interval, isFirstList: interval.from === first }));
}
