import {
  type CertificateFault,
  RevocationStatus as DeclaredRevocation,
  type TrustAnchor,
  TrustAnchorKind,
} from '../model';
import type { Certificate509 } from './certificate';
import type { RevocationList } from './crl';
import { verifyPath } from './path';
import { everyClient, internalCa, type PathProfile } from './profile';

/** A certificate that is at hand, and what is known of the roots that it may lead to. */
export interface IssuedPathRequest {
  readonly leaf: Certificate509;
  /** Sent along with it, in any order. */
  readonly intermediates: readonly Certificate509[];
  /** The commercial roots that clients ship with. */
  readonly commercialRoots: readonly Certificate509[];
  /** Roots of the organization's own CAs; a path to one of them is as good. Default: none. */
  readonly privateRoots?: readonly Certificate509[];
  /** Roots that stand beside the certificate; named as anchors where no path to a known root is found. Default: none. */
  readonly rootsBeside?: readonly Certificate509[];
  /** Whose rules make the faults. Default: everyClient. */
  readonly profile?: PathProfile;
  readonly crls?: readonly RevocationList[];
  /** The clock; where it lies outside the leaf's validity the path is judged at the nearest moment inside: the leaf's dates are judged apart. */
  readonly now: Date;
  /** Id of the anchor where the certificate vouches for itself. */
  readonly selfSignedId: string;
}

/** What the model says of the path of an issued certificate. */
export interface IssuedPath {
  /** The best first; empty where no root is known. */
  readonly anchors: TrustAnchor[];
  /** Faults of the path by the rules of the profile. */
  readonly faults: CertificateFault[];
  readonly revoked: boolean;
  /** Good where a CRL at hand says so. */
  readonly revocation?: DeclaredRevocation;
}

/** Reasons that have rules and steps of their own. */
const JUDGED_APART = new Set(['revoked']);

const NOT_LOOKED_AT = ['expired', 'not-yet-valid', 'eku-chain', 'eku-mismatch', 'name-constraint'];

/** Finds where a path leads to, whatever else is wrong with it. */
const whereTo: PathProfile = {
  ...internalCa,
  name: 'whereTo',
  description: 'names of issuers and signatures, and nothing else',
  source: 'RFC 5280 6.1',
  revocation: 'ignored',
  requirements: { leaf: [], ca: [], anchor: [] },
  overlooks: { leaf: NOT_LOOKED_AT, ca: NOT_LOOKED_AT, anchor: NOT_LOOKED_AT },
};

/** Builds the path of a certificate that is at hand, and says where it ends and what is wrong with it. */
export function issuedPath(request: IssuedPathRequest): IssuedPath {
  const { leaf, intermediates, commercialRoots, privateRoots = [], rootsBeside = [], crls = [] } = request;
  if (leaf.isSelfSigned) {
    return { anchors: [anchorOf(leaf, TrustAnchorKind.SELF_SIGNED, request.selfSignedId)], faults: [], revoked: false };
  }
  const time = momentInside(leaf, request.now);
  const roots = [...commercialRoots, ...privateRoots];
  const verdict = verifyPath({ leaf, intermediates, roots, time, profile: request.profile ?? everyClient, crls });
  const revoked = verdict.reasons.some((reason) => reason.code === 'revoked');
  const faults = verdict.reasons
    .filter((reason) => !JUDGED_APART.has(reason.code))
    .map(({ code, message, fix, section }): CertificateFault => ({ code, message, fix, section }));
  const anchor = verdict.anchor ?? verifyPath({ leaf, intermediates, roots, time, profile: whereTo }).anchor;
  const checked = crls.length > 0 && verdict.ok ? { revocation: DeclaredRevocation.GOOD } : {};
  return {
    anchors: anchorsOf(anchor, request, [...privateRoots, ...rootsBeside]),
    faults,
    revoked,
    ...checked,
  };
}

function anchorsOf(
  found: Certificate509 | undefined,
  { commercialRoots }: IssuedPathRequest,
  others: readonly Certificate509[],
): TrustAnchor[] {
  if (!found) return others.map((root) => anchorOf(root, TrustAnchorKind.PRIVATE));
  const isCommercial = commercialRoots.some((root) => root === found || root.der.equals(found.der));
  return [anchorOf(found, isCommercial ? TrustAnchorKind.COMMERCIAL : TrustAnchorKind.PRIVATE)];
}

/** The model's words for a root that is at hand. */
function anchorOf(root: Certificate509, kind: TrustAnchorKind, id = `root:${root.sha256.toLowerCase()}`): TrustAnchor {
  return {
    id,
    name: root.commonName ?? root.subject,
    kind,
    pem: root.pem,
    sha1: root.sha1,
    sha256: root.sha256,
    madeHere: false,
    endEntity: !root.isCa,
    ...(root.signature.hash === undefined ? {} : { signatureHash: root.signature.hash }),
  };
}

/** The clock, moved into the leaf's validity where it lies outside. */
export function momentInside(leaf: Certificate509, now: Date): Date {
  return new Date(Math.min(Math.max(now.getTime(), leaf.notBefore.getTime()), leaf.notAfter.getTime()));
}
