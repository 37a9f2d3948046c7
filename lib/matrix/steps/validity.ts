import { endOfValidity, RevocationStatus } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Dates and revocation. Both ends of the validity are inside (RFC 5280 4.1.2.5). */
export const validityStep: Step = ({ certificate, now }) => {
  if (!certificate) return undefined;
  const { facts, revocation } = certificate.certificate;
  if (revocation === RevocationStatus.REVOKED) {
    return adverse(
      OutcomeKind.FAILS,
      'revoked',
      'the certificate is revoked (0x80072F8A)',
      'SEED, Overview of Digital Certificates; WININET, 12170',
      'replace the certificate',
    );
  }
  if (facts.notAfter !== undefined && now.getTime() >= endOfValidity(facts.notAfter)) {
    return adverse(
      OutcomeKind.FAILS,
      'expired',
      `the certificate expired on ${facts.notAfter} (0x80072F05)`,
      'SEED, Overview of Digital Certificates; WININET, 12037',
      'renew the certificate',
    );
  }
  if (facts.notBefore !== undefined && now.getTime() < Date.parse(facts.notBefore)) {
    return adverse(
      OutcomeKind.FAILS,
      'not-yet-valid',
      `the certificate is valid only from ${facts.notBefore} (0x80072F05)`,
      'SEED, Overview of Digital Certificates; WININET, 12037',
      'wait until it is valid, or check the clock of whoever issued it',
    );
  }
  return undefined;
};
