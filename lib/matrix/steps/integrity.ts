import { PlatformFacts } from '../../clients';
import { CertificateFault } from '../../model';
import { CertificateView, Outcome, OutcomeKind } from '../../policy';
import { pathReason } from '../path-reason';
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

function findFault(view: CertificateView, platform: PlatformFacts, now: Date): Outcome | undefined {
  const reason = pathReason(view, platform, now);
  return reason && refused(reason);
}

/** Faults of what can be known here; which clients know more, or overlook it, was not measured. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['encoding', 'signature-unchecked']);

function refused({ code, message, section, fix }: CertificateFault): Outcome {
  const kind = NOT_KNOWN.has(code) ? OutcomeKind.UNKNOWN : OutcomeKind.FAILS;
  return adverse(kind, code, message, section ?? 'SEED, Overview of Digital Certificates', fix);
}
