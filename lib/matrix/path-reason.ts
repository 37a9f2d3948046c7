import { PlatformFacts } from '../clients';
import { x509 } from '../late';
import type { Certificate509, PathReason } from '../pki';
import { CertificateView } from '../policy';
import { pathProfileOf } from './path-profile';

/** The first reason for which the validator of a platform refuses the path of an available certificate. */
export function pathReason(
  { certificate, anchors }: CertificateView,
  platform: PlatformFacts,
  now: Date,
): PathReason | undefined {
  const { momentInside, readCertificates, verifyPath } = x509();
  const read = (pem: string): readonly Certificate509[] => readCertificates(pem, certificate.id).certificates;
  const leaf = read(certificate.pem!)[0];
  const intermediates = certificate.chainPem.flatMap(read);
  const { reasons } = verifyPath({
    leaf,
    intermediates,
    roots: anchors.flatMap((anchor) => read(anchor.pem!)),
    // The leaf's own dates are a step of their own.
    time: momentInside(leaf, now),
    profile: pathProfileOf(platform, platform.checks!, isInOrder([leaf, ...intermediates])),
  });
  return reasons.find((reason) => !isForgiven(reason, leaf, platform));
}

function isInOrder(chain: readonly Certificate509[]): boolean {
  return chain.every((c, i) => i === 0 || chain[i - 1].issuerName.comparisonKey === c.subjectName.comparisonKey);
}

function isForgiven(reason: PathReason, leaf: Certificate509, platform: PlatformFacts): boolean {
  const forgives = platform.checks?.selfSigned.unknownCriticalForgiven === true;
  return forgives && leaf.isSelfSigned && reason.code === 'unknown-critical-extension';
}
