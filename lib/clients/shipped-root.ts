import { AnchorCertificate, RootState, TrustAnchor } from '../model';
import type { IssueCondition } from './root-stores/issue-condition';
import { rootStores } from '../late';
import type { ApplicationFacts } from './application';
import type { PlatformFacts, RootStoreFacts } from './platform';
import { familyOf, releasesOf } from './releases';
import type { ListedRoot, StoreAnswer, StoreQuestion } from './root-stores';

/** What a store demands of the day of issue, and whether it is certain for these clients. */
export interface BindingCondition extends Pick<IssueCondition, 'lastDay' | 'source'> {
  /** False: some releases that these clients may have demand it, of others it is not known. */
  readonly certain: boolean;
}

/** Whether, and how, one root is or can come into the root store of a population. */
export interface RootReach {
  /** Left out: unknown. */
  readonly state?: RootState;
  /** Why, in words. */
  readonly reason: string;
  /** Source keys; `DECLARED` where the population states it. */
  readonly source: string;
  /** Whether the population states it. */
  readonly declared: boolean;
  /** Last moment of the certificate of the root that these clients hold, ISO 8601; where it is another than the newest. */
  readonly heldUntil?: string;
  /** What the store demands of the day of issue of what it trusts below the root. Left out: nothing that is known. */
  readonly condition?: BindingCondition;
  /** Day on which the store drops the root, `YYYY-MM-DD`. Left out: no day is known. */
  readonly leavesOn?: string;
  /** Why the clients do not ship with a commercial root that lists of other clients have, in words. */
  readonly notShipped?: string;
}

/** What decides who holds a root. */
export type KnownRoot = Omit<TrustAnchor, 'pem' | 'pemExpression' | 'location'>;

/** Whether a fingerprint, SHA-256 or SHA-1, is of the root. */
export function hasFingerprint(anchor: KnownRoot, fingerprint: string): boolean {
  return (
    sameHex(anchor.sha256, fingerprint) ||
    sameHex(anchor.sha1, fingerprint) ||
    certificateWith(anchor, fingerprint) !== undefined
  );
}

/** A certificate of the anchor's name and key: the clients that hold one of them accept what the key signs. */
export function certificateWith({ certificates }: KnownRoot, fingerprint: string): AnchorCertificate | undefined {
  return certificates?.find(({ sha256 }) => sameHex(sha256, fingerprint));
}

function sameHex(known: string | undefined, wanted: string): boolean {
  return known !== undefined && known.length === wanted.length && known.toUpperCase() === wanted.toUpperCase();
}

/** What the tables say. */
export function derived(state: RootState, reason: string, source: string): RootReach {
  return { state, reason, source, declared: false };
}

/** What no table says. */
export function unknownReach(reason: string, source: string): RootReach {
  return { reason, source, declared: false };
}

/** Who ships with roots. */
export interface Shipping {
  readonly platform: PlatformFacts;
  readonly release?: string;
  readonly application?: ApplicationFacts;
  /** Day of judgement, `YYYY-MM-DD`. */
  readonly day: string;
}

/** What a store says of a commercial root: how it is there, or that the clients do not ship with it, and why where a list says so. */
export type Shipped = { readonly reach: RootReach } | { readonly notShipped?: string };

/** The store that a program on a platform asks on a day. On iOS every program asks the system's. */
export function storeOf({ platform, application, day }: Shipping): RootStoreFacts {
  const own = application?.ownRootStore;
  if (own === undefined || (application?.ownRootStoreFrom !== undefined && day < application.ownRootStoreFrom)) {
    return platform.rootStore;
  }
  return platform.id.startsWith('ios') && application?.connectsThrough === undefined ? platform.rootStore : own;
}

/** What the store of these clients says of a commercial root. */
export function shippedRoot(anchor: KnownRoot, shipping: Shipping): Shipped {
  const store = storeOf(shipping);
  if (store.kind === 'named') {
    return isNamed(store, anchor)
      ? { reach: derived(RootState.PREINSTALLED, 'the list of the roots that it ships with names it', store.source) }
      : {};
  }
  const roots = store.list === undefined ? [] : rootStores().listedAs(anchor);
  if (roots === undefined) {
    return { reach: unknownReach(`lists have roots of this name, and whether its key is theirs is not known`, 'TSO') };
  }
  if (roots.length > 0) return rememberedRoot(roots, store, shipping);
  return store.kind === 'commercial'
    ? {
        reach: derived(
          RootState.PREINSTALLED,
          'the platform ships with the commercial roots, and the declaration says that this is one',
          store.source,
        ),
      }
    : {
        reach: unknownReach(
          'nobody lists the roots that it ships with: declare those that the clients show',
          store.source,
        ),
      };
}

/** Whether some list has a root. Undefined: nothing is known by which it could be found. */
export function isListedRoot(anchor: KnownRoot): boolean | undefined {
  if (anchor.sha256 === undefined && anchor.keyId === undefined) return undefined;
  const roots = rootStores().listedAs(anchor);
  return roots === undefined ? undefined : roots.length > 0;
}

/** Whether a list has a root of this name, whatever its key is. */
export function isListedName(subject: string): boolean {
  return rootStores().listedAs({ subject }) === undefined;
}

function isNamed(store: RootStoreFacts, anchor: KnownRoot): boolean {
  if (store.fingerprints?.some((fingerprint) => hasFingerprint(anchor, fingerprint))) return true;
  const names = [anchor.name.toLowerCase(), ...subjectValues(anchor.subject)];
  return store.names?.some((known) => names.includes(known.toLowerCase())) ?? false;
}

/** Values of the attributes of a subject: roots of the 1990s are known by their organizational unit. */
function subjectValues(subject: string | undefined): string[] {
  return (subject ?? '').split(/(?<!\\),/).map((part) =>
    part
      .slice(part.indexOf('=') + 1)
      .replace(/\\/g, '')
      .toLowerCase(),
  );
}

/** A release, where releases are distinguished, and what the store of it says. */
interface Asked {
  readonly release?: string;
  readonly answer: StoreAnswer;
}

/** Answers so far: connections of one population ask again and again. */
const answers = new Map<string, Shipped>();

const MOST_ANSWERS = 10_000;

function rememberedRoot(roots: readonly ListedRoot[], store: RootStoreFacts, shipping: Shipping): Shipped {
  const { platform, release, application, day } = shipping;
  const key = [platform.id, release, application?.id, day, ...roots.map(({ sha256 }) => sha256)].join(' ');
  let known = answers.get(key);
  if (!known) {
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, (known = listedRoot(roots, store, shipping)));
  }
  return known;
}

/** A root that some list has: what the list of the store says for every release that these clients may have. */
function listedRoot(roots: readonly ListedRoot[], store: RootStoreFacts, shipping: Shipping): Shipped {
  const asked = askReleases(roots, store, shipping);
  const [first] = asked;
  const subject = `${storeName(store, shipping)}`;
  if (asked.some(({ answer }) => answer.value !== first.answer.value)) {
    return {
      reach: unknownReach(`${subject} ${differing(asked)}; name the release of these clients`, sourcesOf(asked)),
    };
  }
  const because = `${subject} ${first.answer.because}`;
  if (first.answer.value === undefined) return { reach: unknownReach(because, sourcesOf(asked)) };
  if (!first.answer.value) return { notShipped: because };
  const { leavesOn } = first.answer;
  const until = asked.flatMap(({ answer }) => answer.heldUntil ?? []).sort()[0];
  const condition = conditionOf(asked);
  return {
    reach: {
      ...derived(RootState.PREINSTALLED, because, sourcesOf(asked)),
      ...(until === undefined || until === newestEnd(roots) ? {} : { heldUntil: `${until}T23:59:59.000Z` }),
      ...(condition ? { condition } : {}),
      ...(leavesOn === undefined ? {} : { leavesOn }),
    },
  };
}

function askReleases(roots: readonly ListedRoot[], store: RootStoreFacts, shipping: Shipping): readonly Asked[] {
  const { platform, release, day } = shipping;
  const question: StoreQuestion = {
    store: store.list!,
    family: familyOf(platform.id) ?? platform.family,
    day,
    ...(store.copied === undefined ? {} : { copied: store.copied }),
  };
  const { askStore } = rootStores();
  // A store of a program's own has the program's releases, which are not distinguished.
  const releases = store === platform.rootStore ? releasesOf(platform.id, release) : [];
  if (releases.length === 0) return [{ answer: askStore(question, roots) }];
  return releases.map((one) => ({ release: one, answer: askStore({ ...question, release: one }, roots) }));
}

/** `has it from 7.1.1 on`, or what each part of the releases has. */
function differing(asked: readonly Asked[]): string {
  const parts = asked.flatMap(({ release, answer }, i) =>
    i > 0 && asked[i - 1].answer.value === answer.value
      ? []
      : [`${word(answer)} ${i === 0 ? `in ${release}` : `from ${release} on`}`],
  );
  return `differs by release: ${parts.join(', ')}`;
}

function word({ value }: StoreAnswer): string {
  if (value === undefined) return 'not known';
  return value ? 'there' : 'not there';
}

function conditionOf(asked: readonly Asked[]): BindingCondition | undefined {
  const bound = asked.filter(({ answer }) => answer.condition !== undefined);
  const condition = bound[0]?.answer.condition;
  return condition && { ...condition, certain: bound.every(({ answer }) => answer.conditionCertain) };
}

function newestEnd(roots: readonly ListedRoot[]): string | undefined {
  return roots
    .map(({ notAfter }) => notAfter)
    .sort()
    .at(-1);
}

function sourcesOf(asked: readonly Asked[]): string {
  return [...new Set(asked.flatMap(({ answer }) => answer.source.split('; ')))].join('; ');
}

function storeName(store: RootStoreFacts, { platform, application }: Shipping): string {
  return store === platform.rootStore
    ? `the root store of ${platform.label}`
    : `the root store of ${application?.label}`;
}
