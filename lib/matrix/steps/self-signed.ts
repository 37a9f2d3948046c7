import { CertificateRole } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Protocols that never work with a self-signed certificate, whoever trusts it: Outlook Anywhere, MAPI over HTTP. */
export const selfSignedStep: Step = ({ binding, certificate, protocol }) => {
  if (!certificate || certificate.certificate.facts.selfSigned !== true) return undefined;
  // The back end of 2013 and later is meant to be self-signed: the front end trusts it by itself (SSL13).
  if (binding.binding.role === CertificateRole.BACK_END) return undefined;
  const works = protocol.worksWithSelfSigned(binding.server.server.release);
  if (works.value === true) return undefined;
  if (works.value === undefined) {
    return adverse(
      OutcomeKind.UNKNOWN,
      'self-signed-unknown',
      works.note ?? `whether ${protocol.label} works with a self-signed certificate is not known`,
      works.source,
    );
  }
  return adverse(
    OutcomeKind.FAILS,
    'self-signed-refused',
    `${protocol.label} does not work with a self-signed certificate, also where the client was given it by hand`,
    works.source,
    'present a certificate from an internal CA that these clients trust, or a purchased one',
  );
};
