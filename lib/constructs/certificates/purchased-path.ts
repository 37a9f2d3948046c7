import { Construct } from 'constructs';
import { CertificateFault, RevocationStatus, SourceLocation, TrustAnchor, TrustAnchorKind } from '../../model';
import { Certificate509, readCrl, RevocationList, verifyPath, webClient, writePem } from '../../pki';
import { PolicyGate } from '../gate';
import { readInput, readWith } from './input-file';

/** What the path of a purchased certificate is. */
export interface PurchasedPath {
  readonly anchors: TrustAnchor[];
  readonly faults: CertificateFault[];
  readonly revoked: boolean;
  /** Good where a CRL at hand says so. */
  readonly revocation?: RevocationStatus;
  readonly crlPem: string[];
}

/** Reasons that have rules and steps of their own: the leaf's dates are judged by the clock of the judgement, not here. */
const JUDGED_ELSEWHERE = new Set(['revoked']);

/** Builds the path to a commercial root and says what is wrong with it. */
export function commercialAnchors(
  scope: Construct,
  leaf: Certificate509,
  intermediates: Certificate509[],
  roots: Certificate509[],
  crlFiles: string[],
  location: SourceLocation | undefined,
): PurchasedPath {
  const crls = crlFiles.flatMap((path) => readCrlFile(scope, path, location) ?? []);
  const crlPem = crls.map((crl) => writePem('X509 CRL', crl.der));
  if (leaf.isSelfSigned)
    return {
      anchors: [anchorOf(leaf, TrustAnchorKind.SELF_SIGNED, scope.node.path)],
      faults: [],
      revoked: false,
      crlPem,
    };
  const store = PolicyGate.of(scope).commercialRoots();
  const verdict = verifyPath({
    leaf,
    intermediates,
    roots: store,
    time: momentInside(leaf, PolicyGate.of(scope).now),
    profile: webClient,
    crls,
  });
  const revoked = verdict.reasons.some((reason) => reason.code === 'revoked');
  const faults = verdict.ok
    ? []
    : verdict.reasons
        .filter((reason) => !JUDGED_ELSEWHERE.has(reason.code))
        .map((reason): CertificateFault => ({
          code: reason.code,
          message: reason.message,
          fix: reason.fix,
          section: reason.section,
        }));
  const anchors = verdict.anchor
    ? [anchorOf(verdict.anchor, TrustAnchorKind.COMMERCIAL)]
    : roots.map((root) => anchorOf(root, TrustAnchorKind.PRIVATE));
  const checked = crls.length > 0 && verdict.ok ? { revocation: RevocationStatus.GOOD } : {};
  return { anchors, faults, revoked, crlPem, ...checked };
}

function readCrlFile(scope: Construct, path: string, location: SourceLocation | undefined): RevocationList | undefined {
  const bytes = readInput(scope, 'crlFiles', path, location);
  return bytes && readWith(scope, location, () => readCrl(bytes, path));
}

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

/** The clock, moved into the leaf's validity where it lies outside: the leaf's own dates are judged apart. */
function momentInside(leaf: Certificate509, now: Date): Date {
  return new Date(Math.min(Math.max(now.getTime(), leaf.notBefore.getTime()), leaf.notAfter.getTime()));
}
