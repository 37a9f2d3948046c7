import { type Certificate509, commercialRoots, isIssuedBy, keyIdOf } from '../../pki';
import { endsOf } from '../inspect/file';
import { listingOf, type ReleaseSpan, type StoreView, storeViews } from './store-view';
import { compareReleases, isListedName } from '../../clients';
import { rootStores } from '../../late';
import type { ListedRoot } from '../../clients/root-stores';

/** One root of a chain, and who holds it. */
export interface RootView {
  readonly name: string;
  readonly subject: string;
  /** Left out: its certificate is not available, and its name alone says which it may be. */
  readonly sha256?: string;
  readonly keyId?: string;
  readonly notAfter?: string;
  /** Names of the certificates on the way, the server's first. */
  readonly path: readonly string[];
  /** Whether some list has it. Left out: a list has its name, and its key is not known. */
  readonly listed?: boolean;
  /** Stores that have it, had it, or may have it; empty where no list has it. */
  readonly stores: readonly StoreView[];
}

/** A certificate with the roots that it leads to. */
export interface ChainRoots {
  readonly name: string;
  readonly issuedOn: string;
  readonly roots: readonly RootView[];
  /** Older roots that clients hold which hold none of these: a cross-certificate of one of them makes these clients content. */
  readonly send: readonly OlderRoot[];
  /** What is missing, with what to do. */
  readonly notes: readonly string[];
}

export interface RootsReport {
  readonly now: string;
  readonly chains: readonly ChainRoots[];
}

/** Which clients hold the roots of the chains in some files. */
export function rootsReport(certificates: readonly Certificate509[], now: Date): RootsReport {
  const store = commercialRoots().certificates;
  return {
    now: now.toISOString(),
    chains: endsOf(certificates).map((leaf) => chainRoots(leaf, [...certificates, ...store], now)),
  };
}

function chainRoots(leaf: Certificate509, others: readonly Certificate509[], now: Date): ChainRoots {
  const day = now.toISOString().slice(0, 10);
  const issuedOn = leaf.notBefore.toISOString().slice(0, 10);
  const roots = reachedRoots(leaf, others).map((root) => rootView(root, day, issuedOn));
  return {
    name: leaf.displayName,
    issuedOn,
    roots,
    send: olderRootsFor(roots, day),
    notes: notesOf(leaf, roots),
  };
}

function rootView({ certificate, subject, path }: ReachedRoot, day: string, issuedOn: string): RootView {
  const keyId = certificate && keyIdOf(certificate);
  const listing = listingOf(certificate ? { sha256: certificate.sha256, keyId, subject } : { subject });
  return {
    name: certificate?.displayName ?? subject,
    subject,
    ...(certificate
      ? {
          sha256: certificate.sha256.toLowerCase(),
          keyId,
          notAfter: certificate.notAfter.toISOString().slice(0, 10),
        }
      : {}),
    path: path.map(({ displayName }) => displayName),
    ...(listing === undefined ? {} : { listed: listing.length > 0 }),
    stores: listing === undefined || listing.length === 0 ? [] : storeViews(listing, day, issuedOn),
  };
}

function notesOf(leaf: Certificate509, roots: readonly RootView[]): string[] {
  if (roots.length === 0) {
    return [
      `no root is available that ${leaf.displayName} leads to; its issuer is ${leaf.issuer}`,
      'fix: give the intermediate certificates and the root too',
    ];
  }
  const unlisted = roots.filter(({ listed }) => listed === false);
  const byName = roots.filter(({ listed }) => listed === undefined);
  return [
    ...unlisted.map(
      ({ name }) => `no list of roots has ${name}: clients hold it only where somebody brought it to them`,
    ),
    ...byName.map(
      ({ name }) =>
        `a list has a root named ${name}, and its certificate is not available: whether its key signed this chain is not known; fix: give its certificate too`,
    ),
  ];
}

/** An older root of the same CA, and clients that hold it and none of the chain's own roots. */
export interface OlderRoot {
  readonly name: string;
  readonly subject: string;
  readonly sha256: string;
  readonly notAfter: string;
  /** Kinds of clients, with their releases where the store goes by release. */
  readonly reaches: readonly string[];
}

/** Organizations that are one CA: what one of them sells is cross-signed by roots of the others (page:sectigo.com). */
const FAMILIES: readonly (readonly string[])[] = [
  ['Sectigo Limited', 'The USERTRUST Network', 'COMODO CA Limited', 'Comodo CA Limited', 'AddTrust AB'],
];

const MOST = 5;

/** Older roots of the CA that reach clients which hold none of the chain's roots, those that reach most first. */
export function olderRootsFor(roots: readonly RootView[], day: string): OlderRoot[] {
  const own = roots.filter(({ listed }) => listed === true);
  if (own.length === 0) return [];
  const organizations = new Set(own.flatMap(({ subject }) => familyOf(subject)));
  const ids = new Set(own.map(({ sha256 }) => sha256));
  const candidates = rootStores()
    .listedRoots()
    .filter(
      ({ subject, sha256, notAfter }) =>
        !ids.has(sha256) && notAfter > day && familyOf(subject).some((one) => organizations.has(one)),
    );
  return candidates
    .map((root) => ({ root, reaches: gainOf(root, own, day) }))
    .filter(({ reaches }) => reaches.length > 0)
    .sort((a, b) => b.reaches.length - a.reaches.length || (a.root.notAfter < b.root.notAfter ? 1 : -1))
    .slice(0, MOST)
    .map(({ root: { subject, sha256, notAfter }, reaches }) => ({
      name: nameOf(subject),
      subject,
      sha256,
      notAfter,
      reaches,
    }));
}

function familyOf(subject: string): string[] {
  const organization = partOf(subject, 'O');
  if (organization === undefined) return [];
  return [...(FAMILIES.find((family) => family.includes(organization)) ?? [organization])];
}

function nameOf(subject: string): string {
  return partOf(subject, 'CN') ?? partOf(subject, 'OU') ?? subject;
}

function partOf(subject: string, name: string): string | undefined {
  const part = subject.split(/(?<!\\),/).find((one) => one.startsWith(`${name}=`));
  return part?.slice(name.length + 1).replaceAll('\\', '');
}

/** Clients that hold a root and none of the others. */
function gainOf(root: ListedRoot, own: readonly RootView[], day: string): string[] {
  return storeViews(rootStores().listedAs(root) ?? [], day).flatMap((view, i) => {
    const others = own.flatMap(({ stores }) => stores[i] ?? []);
    if (view.releases === undefined) {
      return view.held === true && others.every(({ held }) => held === false) ? [view.clients] : [];
    }
    const gained = view.releases.flatMap((span) => (span.held === true ? lackedIn(span, others) : []));
    return gained.length === 0 ? [] : [`${view.clients} ${gained.join(', ')}`];
  });
}

/** Parts of a span in which none of the others is held. */
function lackedIn(span: ReleaseSpan, others: readonly StoreView[]): string[] {
  const lacked = others[0]?.releases?.filter(({ held }) => held === false) ?? [];
  return lacked.flatMap(({ from, to }) => {
    const begin = compareReleases(from, span.from) > 0 ? from : span.from;
    const end = compareReleases(to, span.to) < 0 ? to : span.to;
    if (compareReleases(begin, end) > 0) return [];
    const isHeld = others
      .slice(1)
      .some(({ releases }) =>
        releases?.some(
          (one) => one.held !== false && compareReleases(one.from, begin) <= 0 && compareReleases(one.to, end) >= 0,
        ),
      );
    return isHeld ? [] : [begin === end ? begin : `${begin} to ${end}`];
  });
}

/** A root that a chain leads to. */
export interface ReachedRoot {
  /** Left out: only its name is known, from the certificate that it is said to have issued. */
  readonly certificate?: Certificate509;
  readonly subject: string;
  /** Certificates on the way, the server's first, without the root. */
  readonly path: readonly Certificate509[];
}

/** A signature is expensive, and files may hold many certificates of one name. */
const MOST_SIGNATURES = 2000;

const MOST_CERTIFICATES_ON_A_WAY = 16;

/**
 * Every root that names and signatures lead to, the nearest first, cross-signed ways included; and names of listed roots whose
 * certificate is not available.
 * @param others intermediates and roots, in any order
 */
export function reachedRoots(leaf: Certificate509, others: readonly Certificate509[]): ReachedRoot[] {
  const bySubject = new Map<string, Certificate509[]>();
  for (const one of others) {
    const same = bySubject.get(one.subjectName.comparisonKey);
    if (same) same.push(one);
    else bySubject.set(one.subjectName.comparisonKey, [one]);
  }
  const found = new Map<string, ReachedRoot>();
  const seen = new Set<string>();
  let signatures = 0;
  let ways: (readonly Certificate509[])[] = [[leaf]];
  while (ways.length > 0) {
    const next: (readonly Certificate509[])[] = [];
    for (const way of ways) {
      const top = way[way.length - 1];
      if (seen.has(top.sha256) || way.length > MOST_CERTIFICATES_ON_A_WAY) continue;
      seen.add(top.sha256);
      if (top.isSelfSigned) {
        found.set(top.sha256, { certificate: top, subject: top.subject, path: way.slice(0, -1) });
        continue;
      }
      const named = (bySubject.get(top.issuerName.comparisonKey) ?? []).filter((one) => one.sha256 !== top.sha256);
      const issuers = named.filter((one) => signatures++ < MOST_SIGNATURES && isIssuedBy(top, one));
      next.push(...issuers.map((issuer) => [...way, issuer]));
      if (!issuers.some(({ isSelfSigned }) => isSelfSigned) && isListedName(top.issuer)) {
        found.set(top.issuer, { subject: top.issuer, path: way });
      }
    }
    ways = next;
  }
  return [...found.values()];
}
