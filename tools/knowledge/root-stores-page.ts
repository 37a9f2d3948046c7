import { chromeDropsOn, ListedRoot, listedRoots, MARKS } from '../../lib/clients/root-stores';
import { ISSUE_CONDITIONS } from '../../lib/clients/root-stores/issue-condition';
import { RootStore } from '../../lib/model';
import { sourceList, table } from './markdown';

const STORES = [
  RootStore.ANDROID,
  RootStore.APPLE,
  RootStore.WINDOWS,
  RootStore.MOZILLA,
  RootStore.JAVA,
  RootStore.CHROME,
] as const;

const HOW: Readonly<Record<(typeof STORES)[number], string>> = {
  [RootStore.ANDROID]:
    'release; before 8 from the history of the source, where two trees that disagree make it unknown. Manufacturers could add roots before 7; from 4.0 on a device that lacks one fails the compatibility tests',
  [RootStore.APPLE]: 'major release of iOS and iPadOS; macOS has the list of the iOS of the same year',
  [RootStore.WINDOWS]:
    'day of judgement: Windows fetches roots by itself. What Windows alone lists may be for other purposes than TLS, so it is unknown',
  [RootStore.MOZILLA]:
    'day of judgement, for Firefox and Thunderbird; distributions of Linux keep a copy, so what changed lately is unknown there',
  [RootStore.JAVA]: 'every release together: a root that only some have is unknown',
  [RootStore.CHROME]:
    'day of judgement, from version 105 on, on every system but iOS; lists of 2022 and 2024, and the terms by the age of keys',
};

/** docs/root-stores.md. */
export function rootStoresPage(): string {
  return [
    '# Which roots clients ship with',
    'Written by `npx tsx tools/knowledge-docs.ts` from lib/clients/root-stores; a test compares the two. What a population declares of a root comes before everything here; what is not known is never a pass.',
    '## Stores',
    table(
      ['store', 'lists', 'asked by'],
      STORES.map((store) => [store, `${MARKS[store][0]} to ${MARKS[store].at(-1)}`, HOW[store]]),
    ),
    BEFORE,
    '## Distrust by date of issue',
    'The store holds the root, and refuses what was issued below it after a day. A certificate whose day of issue is not known is unknown.',
    table(
      ['store', 'last day of issue', 'roots of', 'from release', 'source'],
      ISSUE_CONDITIONS.map(({ store, lastDay, of, since, source }) => [
        store,
        lastDay,
        of.map((part) => part.slice(part.indexOf('=') + 1).replaceAll('\\', '')).join('; '),
        Object.entries(since ?? {})
          .map(([family, release]) => `${family} ${release}`)
          .join(', '),
        `\`${source}\``,
      ]),
    ),
    '## Roots',
    `“from → until”: until is the first list without it. “at least since” is meant where the first list has it. “?” marks a release in which only some updates have it. Roots that Windows alone lists are left out; \`client-access roots\` shows them too.`,
    table(
      ['root', 'valid', ...STORES.filter((store) => store !== RootStore.CHROME), 'chrome, drops it on'],
      listedRoots().filter(isElsewhere).map(rootRow),
    ),
    '## Sources',
    sourceList([
      ...ISSUE_CONDITIONS.map(({ source }) => source),
      'TSO; AOSP:cacerts; CTS; CHROME:roots; CRP18; LE:docs/cert-compat',
    ]),
    '',
  ].join('\n\n');
}

const BEFORE =
  'Before the first list of a store that is kept up by itself, it is taken to hold the roots of the day that its first list has, but for those made less than three years before; before 2011, every root of the day, as the document of that time says. A root that no list has is what the declaration says it is (`useCommercialRoots`), with a warning.';

function isElsewhere({ stores }: ListedRoot): boolean {
  return Object.keys(stores).some((store) => store !== (RootStore.WINDOWS as string));
}

function rootRow(root: ListedRoot, _: number, all: readonly ListedRoot[]): string[] {
  const { subject, notBefore, notAfter, stores } = root;
  const cells = STORES.filter((store) => store !== RootStore.CHROME).map((store) => intervalsOf(root, store));
  const listed = stores[RootStore.CHROME]?.intervals.some(({ until }) => until === undefined) === true;
  const same = all.filter(({ keyId }) => keyId === root.keyId);
  return [nameOf(subject), `${notBefore} to ${notAfter}`, ...cells, listed ? chromeDropsOn(same) : ''];
}

function intervalsOf({ stores }: ListedRoot, store: RootStore): string {
  const history = stores[store];
  const parts = (history?.intervals ?? []).map(({ from, until }) => `${from} → ${until ?? ''}`.trim());
  return [...parts, ...(history?.uncertainAt ?? []).map((mark) => `${mark}?`)].join(', ');
}

/** Common name, or unit, with the organization. */
function nameOf(subject: string): string {
  const parts = subject.split(/(?<!\\),/).map((part) => part.replaceAll('\\', ''));
  const value = (name: string): string | undefined =>
    parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  return [value('CN') ?? value('OU'), value('CN') === value('O') ? value('OU') : value('O')]
    .filter((part) => part !== undefined)
    .join(', ');
}
