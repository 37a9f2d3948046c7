import { AnchorCertificate, RootState, TrustAnchor } from '../model';
import type { IssueCondition } from './root-stores/issue-condition';

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
