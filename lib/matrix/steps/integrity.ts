import { PlatformFacts } from '../../clients';
import { CertificateFault } from '../../model';
import { Certificate509, momentInside, PathReason, readCertificates, verifyPath } from '../../pki';
import { CertificateView, Outcome, OutcomeKind } from '../../policy';
import { pathProfileOf } from '../path-profile';
import { adverse, Step } from '../situation';

/** Faults of the certificate's bytes and path: tampered, incomplete, broken. */
export const integrityStep: Step = ({ certificate, platform, now }) => {
  if (!certificate) return undefined;
  if (platform && isAtHand(certificate, platform)) return pathFault(certificate, platform, now);
  const fault = certificate.certificate.faults[0];
  return fault && refused(fault);
};

/** Whether the client's own validator can be asked: it was measured, and every certificate of the path is there. */
function isAtHand({ certificate, anchors }: CertificateView, platform: PlatformFacts): boolean {
  const roots = anchors.length > 0 && anchors.every((anchor) => anchor.pem !== undefined);
  return platform.checks !== undefined && certificate.pem !== undefined && roots;
}

const verdicts = new WeakMap<CertificateView, Map<PlatformFacts, Outcome | undefined>>();

/** What the validator of a platform finds in the path of a certificate that is at hand. A view belongs to one moment. */
export function pathFault(view: CertificateView, platform: PlatformFacts, now: Date): Outcome | undefined {
  let known = verdicts.get(view);
  if (!known) verdicts.set(view, (known = new Map()));
  if (!known.has(platform)) known.set(platform, isAtHand(view, platform) ? findFault(view, platform, now) : undefined);
  return known.get(platform);
}

function findFault({ certificate, anchors }: CertificateView, platform: PlatformFacts, now: Date): Outcome | undefined {
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
  const fault = reasons.find((reason) => !isForgiven(reason, leaf, platform));
  return fault && refused(fault);
}

function isInOrder(chain: readonly Certificate509[]): boolean {
  return chain.every((c, i) => i === 0 || chain[i - 1].issuerName.comparisonKey === c.subjectName.comparisonKey);
}

function isForgiven(reason: PathReason, leaf: Certificate509, platform: PlatformFacts): boolean {
  const forgives = platform.checks?.selfSigned.unknownCriticalForgiven === true;
  return forgives && leaf.isSelfSigned && reason.code === 'unknown-critical-extension';
}

function refused({ code, message, section, fix }: CertificateFault): Outcome {
  return adverse(OutcomeKind.FAILS, code, message, section ?? 'SEED, Overview of Digital Certificates', fix);
}
