import { CertificateState, endOfValidity, PublishingMode, TrustAnchorKind } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether a bridge accepts the certificate of the server behind it. */
export const publishingStep: Step = ({ binding, publishingPoint, now }) => {
  if (
    !publishingPoint ||
    publishingPoint.point.mode !== PublishingMode.BRIDGING ||
    publishingPoint.point.verifiesServer === false
  )
    return undefined;
  const behind = binding.certificate;
  if (!behind || behind.certificate.state === CertificateState.ORDERED) return undefined;
  const name = publishingPoint.point.name;
  const notAfter = behind.certificate.facts.notAfter;
  if (notAfter !== undefined && now.getTime() >= endOfValidity(notAfter)) {
    return adverse(
      OutcomeKind.FAILS,
      'bridge-sees-expired',
      `${name} bridges to the server, whose certificate expired on ${notAfter}`,
      'MODEL, a bridge must trust the server',
      'renew the certificate of the server',
    );
  }
  if (behind.anchors.some((anchor) => anchor.kind === TrustAnchorKind.COMMERCIAL)) return undefined;
  const trusts = publishingPoint.point.trusts;
  const remedy = `install the root of the server's certificate on ${name}, or name it in trusts`;
  if (behind.anchors.length === 0 || trusts === undefined) {
    return adverse(
      OutcomeKind.UNKNOWN,
      'bridge-trust-unknown',
      `whether ${name} trusts the certificate of the server behind it is not stated`,
      'MODEL, a bridge must trust the server',
      remedy,
    );
  }
  if (behind.anchors.some((anchor) => trusts.includes(anchor.id))) return undefined;
  return adverse(
    OutcomeKind.FAILS,
    'bridge-distrusts-server',
    `${name} bridges to the server and does not trust its certificate`,
    'MODEL, a bridge must trust the server',
    remedy,
  );
};
