import { compareReleases } from '../../clients';
import { rootStores } from '../../late';
import type { ListedRoot } from '../../clients/root-stores';
import type { RootView } from './report';
import { storeViews, type ReleaseSpan, type StoreView } from './store-view';

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
