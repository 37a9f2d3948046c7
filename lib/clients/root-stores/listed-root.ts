import { RootStore, TrustAnchor } from '../../model';
import { marks, roots } from './roots.json';

/** From a mark on, and to before another one; left out: to the last list and later. Marks are releases or days. */
export interface StoreInterval {
  readonly from: string;
  readonly until?: string;
}

/** Where a store holds a root certificate. */
export interface StoreHistory {
  readonly intervals: readonly StoreInterval[];
  /** Marks at which sources disagree, or some updates alone have it. */
  readonly uncertainAt: readonly string[];
}

/** A root certificate of a store. */
export interface ListedRoot {
  /** SHA-256 fingerprint, lower-case hex. */
  readonly sha256: string;
  /** SHA-256 of the public key info, lower-case hex. */
  readonly keyId: string;
  /** RFC 4514. */
  readonly subject: string;
  /** `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Stores that hold it, or held it. */
  readonly stores: Partial<Readonly<Record<RootStore, StoreHistory>>>;
}

/** Stores whose lists are available, by the letter that a line of the data has for them. */
const LETTERS = {
  a: RootStore.ANDROID,
  i: RootStore.APPLE,
  w: RootStore.WINDOWS,
  m: RootStore.MOZILLA,
  j: RootStore.JAVA,
  c: RootStore.CHROME,
} as const;

/** The releases or days of the lists of each store, oldest first. */
export const MARKS: Readonly<Record<(typeof LETTERS)[keyof typeof LETTERS], readonly string[]>> = {
  [RootStore.ANDROID]: marks.android.split(' '),
  [RootStore.APPLE]: marks.apple.split(' '),
  [RootStore.WINDOWS]: marks.windows.split(' '),
  [RootStore.MOZILLA]: marks.mozilla.split(' '),
  [RootStore.JAVA]: marks.java.split(' '),
  [RootStore.CHROME]: marks.chrome.split(' '),
};

const read = new Map<string, ListedRoot>();

/** Every root that some store holds or held, sorted by subject. */
export function listedRoots(): readonly ListedRoot[] {
  return roots.map(rootOf).sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** Lines are taken apart as they are asked for: most are never. */
function rootOf(line: string): ListedRoot {
  let root = read.get(line);
  if (!root) read.set(line, (root = readLine(line)));
  return root;
}

/** A line of the data, as tools/root-stores.ts writes it. */
function readLine(line: string): ListedRoot {
  const [sha256, keyId, notBefore, notAfter, stores, subject] = line.split('|') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    sha256: hex(sha256),
    keyId: hex(keyId),
    subject,
    notBefore: day(notBefore),
    notAfter: day(notAfter),
    stores: storesOf(stores),
  };
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64url').toString('hex');
}

function day(text: string): string {
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

function storesOf(text: string): ListedRoot['stores'] {
  const stores: Partial<Record<RootStore, { intervals: StoreInterval[]; uncertainAt: string[] }>> = {};
  for (const token of text.split(' ')) {
    const history = (stores[LETTERS[token[0] as keyof typeof LETTERS]] ??= { intervals: [], uncertainAt: [] });
    if (token[1] === '?') history.uncertainAt.push(token.slice(2));
    else {
      const [from, until] = token.slice(1).split('>') as [string, string];
      history.intervals.push(until === '' ? { from } : { from, until });
    }
  }
  return stores;
}

/** What is known of a root by which it can be found in a list. */
export type KnownAnchor = Pick<TrustAnchor, 'sha256' | 'keyId' | 'subject' | 'certificates'>;

/** Characters of a fingerprint in the data: 32 bytes in base64. */
const DIGEST = 43;

let lines: ReadonlyMap<string, readonly string[]> | undefined;

/** Lines by the fingerprint of their certificate and by that of their key; the two meet in no line. */
function linesOf(digest: string): readonly string[] {
  if (!lines) {
    const byDigest = new Map<string, string[]>();
    for (const line of roots) {
      for (const at of [line.slice(0, DIGEST), line.slice(DIGEST + 1, 2 * DIGEST + 1)]) {
        const same = byDigest.get(at);
        if (same) same.push(line);
        else byDigest.set(at, [line]);
      }
    }
    lines = byDigest;
  }
  return lines.get(Buffer.from(digest, 'hex').toString('base64url')) ?? [];
}

/** Names are compared without regard to case and blanks (RFC 5280 7.1). */
function comparable(subject: string): string {
  return subject.toLowerCase().replace(/\s+/g, ' ');
}

/**
 * The certificates of an anchor that are in some list: those of its name and key, for these are what an anchor is. Empty: no list has
 * it, or nothing is known by which it could be found. Undefined: a list has its name, and its key is not known.
 */
export function listedAs(anchor: KnownAnchor): readonly ListedRoot[] | undefined {
  const fingerprints = [anchor.sha256, ...(anchor.certificates ?? []).map(({ sha256 }) => sha256)];
  const [same] = fingerprints.flatMap((one) => (one === undefined ? [] : linesOf(one))).map(rootOf);
  const { keyId, subject } = same ?? anchor;
  if (keyId !== undefined && subject !== undefined) {
    const name = comparable(subject);
    return linesOf(keyId)
      .map(rootOf)
      .filter((root) => comparable(root.subject) === name);
  }
  const name = subject === undefined ? undefined : comparable(subject);
  return listedRoots().some((root) => comparable(root.subject) === name) ? undefined : [];
}

/** Whose store is asked, and when. */
export interface StoreQuestion {
  readonly store: RootStore;
  /** Family of the platform's releases: `android`, `ios`, `macos`, or another one. */
  readonly family: string;
  /** One release of the platform. Left out: the platform's releases are not distinguished. */
  readonly release?: string;
  /** Day of judgement, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whether a distribution keeps a copy of the list, which lags behind it. Default: false */
  readonly copied?: boolean;
}

/** Whether a store holds a certificate or a root. */
export interface Held {
  /** Left out: unknown. */
  readonly value?: boolean;
  /** What is known, in words that follow the name of the store. */
  readonly because: string;
  readonly source: string;
  /** Day on which the store drops it, `YYYY-MM-DD`; it holds it until then. */
  readonly leavesOn?: string;
}
