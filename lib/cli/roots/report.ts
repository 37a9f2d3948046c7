import { commercialRoots, keyIdOf, type Certificate509 } from '../../pki';
import { endsOf } from '../inspect/chain-ends';
import { olderRootsFor, type OlderRoot } from './older-roots';
import { reachedRoots, type ReachedRoot } from './reached-roots';
import { listingOf, storeViews, type StoreView } from './store-view';

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
