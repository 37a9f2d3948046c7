import { RootStore } from '../../model';

/** A store that goes on holding a root, and refuses what is issued below it after a day. */
export interface IssueCondition {
  readonly store: RootStore;
  /** Last day of issue that it takes, `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** Organizations of the roots, as their subjects name them, or a common name. */
  readonly of: readonly string[];
  /** First release of the platform that is stated to refuse; what earlier ones do is not known. Left out: programs that update themselves. */
  readonly since?: Readonly<Record<string, string>>;
  readonly source: string;
}

const ENTRUST = ['O=Entrust\\, Inc.', 'O=Entrust.net', 'O=AffirmTrust'] as const;
const GLOBALTRUST = 'CN=GLOBALTRUST 2020';
/** Updates of December 2024: they came with the distrust. */
const APPLE_SINCE = { ios: '18.2', macos: '15.2' } as const;

/** Distrust by date of issue, by store and day. Loaded with the library: the days divide the eras of issue. */
export const ISSUE_CONDITIONS: readonly IssueCondition[] = Object.freeze([
  {
    store: RootStore.CHROME,
    lastDay: '2024-11-11',
    of: ENTRUST,
    source: 'CHROME:roots; GH:ssllabs/ssllabs-scan#967',
  },
  { store: RootStore.CHROME, lastDay: '2024-06-30', of: [GLOBALTRUST], source: 'CHROME:roots' },
  {
    store: RootStore.CHROME,
    lastDay: '2025-07-31',
    of: ['O=Chunghwa Telecom Co.\\, Ltd.', 'O=NetLock Kft.'],
    source: 'page:securityweek.com',
  },
  { store: RootStore.MOZILLA, lastDay: '2024-11-30', of: ENTRUST, source: 'GH:curl/curl#15547' },
  { store: RootStore.MOZILLA, lastDay: '2024-06-30', of: [GLOBALTRUST], source: 'GH:rustls/webpki-roots#72' },
  { store: RootStore.JAVA, lastDay: '2024-11-11', of: ENTRUST, source: 'GH:openjdk/jdk#21225' },
  {
    store: RootStore.APPLE,
    lastDay: '2024-11-15',
    of: [...ENTRUST, 'O=AC Camerfirma S.A.'],
    since: APPLE_SINCE,
    source: 'APPLE:121668; page:sectigo.com/root-causes',
  },
]);

/** The condition of a store that binds a root. */
export function issueConditionOf(store: RootStore, subject: string): IssueCondition | undefined {
  const parts = subject.split(/(?<!\\),/);
  return ISSUE_CONDITIONS.find(
    (condition) => condition.store === store && condition.of.some((one) => parts.includes(one)),
  );
}

/** The first days on which what is issued falls under a condition, `YYYY-MM-DD`. */
export const CONDITION_DAYS: readonly string[] = Object.freeze(
  ISSUE_CONDITIONS.map(({ lastDay }) => dayAfter(lastDay)),
);

/** The day after a day, `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
