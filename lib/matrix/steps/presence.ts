import { CertificateState } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether there is a certificate to show at all. */
export const presenceStep: Step = ({ certificate, publishingPoint }) => {
  if (!certificate) {
    return publishingPoint
      ? adverse(
          OutcomeKind.UNKNOWN,
          'publishing-certificate-unknown',
          `${publishingPoint.point.name} ends TLS for these clients, and its certificate is not declared`,
          'MODEL, publishing point',
          'declare the certificate of the publishing point',
        )
      : adverse(
          OutcomeKind.FAILS,
          'no-certificate',
          'the binding encrypts and has no certificate',
          'SEED, Understanding SSL',
          'give the role a certificate',
        );
  }
  if (certificate.certificate.state === CertificateState.ORDERED) {
    return adverse(
      OutcomeKind.UNKNOWN,
      'certificate-ordered',
      'the certificate is ordered and not there yet: what clients will say of it is judged when it is',
      'MODEL, unknown is never a pass',
      'install the certificate when the vendor delivers it, and synthesize again',
    );
  }
  return undefined;
};
