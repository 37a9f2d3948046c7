import { type CertificateFault, RevocationStatus, type TrustAnchor, TrustAnchorKind } from '../model';
import { anchorFacts } from './certificate-facts';
import type { Certificate509 } from './certificate';
import type { RevocationList } from './crl';
import { internalCa, publicCa, soundPath, webClient } from './profile';
import { type PathVerdict, verifyPath } from './path';
import type { PathReason } from './path-reason';
import type { PathProfile } from './requirement';
import { revocationEvidence } from './revocation';

/** An available certificate, and what is known of the roots that it may lead to. */
export interface IssuedPathRequest {
  readonly leaf: Certificate509;
  /** Sent along with it, in any order; those that do not belong to the path show why there is none. */
  readonly intermediates: readonly Certificate509[];
  /** The commercial roots that clients ship with; what leads to them is held to the rules for public CAs of its day of issue. */
  readonly commercialRoots: readonly Certificate509[];
  /** Roots of the organization's own CAs; a path to one of them is as good. Default: none. */
  readonly privateRoots?: readonly Certificate509[];
  /** Roots that stand beside the certificate; named as anchors where no path to a known root is found. Default: none. */
  readonly rootsBeside?: readonly Certificate509[];
  readonly crls?: readonly RevocationList[];
  /** The clock; where it lies outside the leaf's validity the path is judged at the nearest moment inside: the leaf's dates are judged apart. */
  readonly now: Date;
  /** Id of the anchor where the certificate vouches for itself. */
  readonly selfSignedId: string;
  /** Where each certificate was read, by its SHA-256 fingerprint: file and block, for messages. Default: not known. */
  readonly origins?: ReadonlyMap<string, string>;
}

/** What the model says of the path of an issued certificate. */
export interface IssuedPath {
  /** Every root that a path leads to, the best first; empty where no root is known. */
  readonly anchors: TrustAnchor[];
  /** Faults that break every path, by the rules that bind whoever issued it. */
  readonly faults: CertificateFault[];
  /** Whether an available CRL names the certificate. */
  readonly revoked: boolean;
  /** Good where an available CRL says so. */
  readonly revocation?: RevocationStatus;
  /** What is wrong with the available CRLs, so that they prove nothing; empty where they are sound. */
  readonly unusableLists: CertificateFault[];
}

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

/** One root that the certificate leads to, and what is wrong with the way. */
interface Way {
  readonly root: Certificate509;
  readonly kind: TrustAnchorKind;
  readonly verdict: PathVerdict;
}

/** Builds the paths of an available certificate, and says where they end and what is wrong with them. */
export function issuedPath(request: IssuedPathRequest): IssuedPath {
  const { leaf } = request;
  if (leaf.isSelfSigned) {
    const anchors = [anchorOf(leaf, TrustAnchorKind.SELF_SIGNED, request.selfSignedId)];
    return { anchors, faults: [], revoked: false, unusableLists: [] };
  }
  const ways = waysFrom(request);
  const sound = ways.filter(({ verdict }) => verdict.ok);
  const everyRoot = [...request.commercialRoots, ...(request.privateRoots ?? [])];
  const best = ways[0]?.verdict ?? verdictOf(request, everyRoot, soundPath);
  const { faults, ...revocation } = evidenceOf(best, request);
  return {
    anchors:
      ways.length > 0
        ? (sound.length > 0 ? sound : ways).map(({ root, kind }) => anchorOf(root, kind))
        : [...(request.privateRoots ?? []), ...(request.rootsBeside ?? [])].map((root) =>
            anchorOf(root, TrustAnchorKind.PRIVATE),
          ),
    faults: [...best.reasons.map((reason) => faultOf(reason, request)), ...faults],
    ...revocation,
  };
}

/** What available CRLs say about the certificates of a path. That a CA of it is revoked breaks the path. */
function evidenceOf(
  { path }: PathVerdict,
  request: IssuedPathRequest,
): Pick<IssuedPath, 'revoked' | 'revocation' | 'unusableLists' | 'faults'> {
  const { leaf, crls = [], now } = request;
  if (crls.length === 0) return { revoked: false, unusableLists: [], faults: [] };
  const time = momentInside(leaf, now);
  const found = path.slice(0, -1).map((one, i) => revocationEvidence(one, path[i + 1], crls, time, webClient));
  const lists = new Map<string, PathReason>(
    found.flatMap(({ unusable }) =>
      unusable.map((reason): [string, PathReason] => [`${reason.code} ${reason.sha256}`, reason]),
    ),
  );
  return {
    revoked: found[0]?.status === 'revoked',
    ...(found[0]?.status === 'good' ? { revocation: RevocationStatus.GOOD } : {}),
    unusableLists: [...lists.values()].map((reason) => faultOf(reason, request)),
    faults: found.slice(1).flatMap(({ reason }) =>
      reason === undefined
        ? []
        : [
            {
              ...faultOf(reason, request),
              ...issuerRevoked(reason.certificate, reason.message),
            },
          ],
    ),
  };
}

/** The fault of a certificate whose CA certificate was revoked. */
export function issuerRevoked(issuer: string | undefined, message: string): CertificateFault {
  return {
    code: 'issuer-revoked',
    message: `the intermediate certificate ${issuer} was ${message}`,
    fix: 'get a certificate from another CA',
    ...(issuer === undefined ? {} : { certificate: issuer }),
  };
}

/** The model's words for what is wrong with a path; names the CA's certificate, and where it was read. */
function faultOf(
  { code, message, fix, section, certificate, sha256 }: PathReason,
  request: IssuedPathRequest,
): CertificateFault {
  const own = sha256 === undefined || sha256 === request.leaf.sha256;
  const origin = sha256 === undefined ? undefined : request.origins?.get(sha256);
  return {
    code,
    message: origin === undefined ? message : `${message} (${origin})`,
    fix,
    section,
    ...(own || certificate === undefined ? {} : { certificate }),
  };
}

/** The ways to roots that signatures lead to: sound ones first, commercial before private ones, short before long ones. */
function waysFrom(request: IssuedPathRequest): Way[] {
  const { leaf, intermediates, commercialRoots, privateRoots = [] } = request;
  const issuers = new Set([leaf, ...intermediates].map(({ issuerName }) => issuerName.comparisonKey));
  const ways: Way[] = [];
  const follow = (roots: readonly Certificate509[], kind: TrustAnchorKind, profile: PathProfile): void => {
    for (const root of roots) {
      if (!issuers.has(root.subjectName.comparisonKey) && !root.der.equals(leaf.der)) continue;
      if (ways.some((way) => way.root.der.equals(root.der))) continue;
      if (verdictOf(request, [root], whereTo).anchor === undefined) continue;
      ways.push({ root, kind, verdict: verdictOf(request, [root], profile) });
    }
  };
  follow(commercialRoots, TrustAnchorKind.COMMERCIAL, publicCa);
  follow(privateRoots, TrustAnchorKind.PRIVATE, soundPath);
  return ways.sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ verdict, kind }: Way): number {
  return (verdict.ok ? 0 : 1000) + (kind === TrustAnchorKind.COMMERCIAL ? 0 : 100) + verdict.path.length;
}

function verdictOf(
  { leaf, intermediates, rootsBeside = [], now }: IssuedPathRequest,
  roots: readonly Certificate509[],
  profile: PathProfile,
): PathVerdict {
  const beside = [...intermediates, ...rootsBeside];
  return verifyPath({ leaf, intermediates: beside, roots, time: momentInside(leaf, now), profile });
}

/** The model's words for a known root. */
function anchorOf(root: Certificate509, kind: TrustAnchorKind, id = `root:${root.sha256.toLowerCase()}`): TrustAnchor {
  return { id, name: root.commonName ?? root.subject, kind, madeHere: false, ...anchorFacts(root) };
}

/** The clock, moved into the leaf's validity where it lies outside. */
export function momentInside(leaf: Certificate509, now: Date): Date {
  return new Date(Math.min(Math.max(now.getTime(), leaf.notBefore.getTime()), leaf.notAfter.getTime()));
}
