import { ClientFact, RevocationStatus } from '../../model';
import { fails, type LegStep, unknown } from '../reasons';
import { factOf } from '../connection/party';

/** Dates and revocation. Both ends of the validity are inside (RFC 5280 4.1.2.5). */
export const validityStep: LegStep = (_, { by, certificate }) => {
  if (!certificate) return undefined;
  const { expiredOn, revocation, validFrom, validInSeconds = 0 } = certificate;
  if (revocation === RevocationStatus.REVOKED)
    return fails({
      code: 'revoked',
      message: 'the certificate is revoked (0x80072F8A)',
      source: 'SEED, Overview of Digital Certificates; WININET, 12170',
      fix: 'replace the certificate',
    });
  if (expiredOn !== undefined)
    return fails({
      code: 'expired',
      message: `the certificate expired on ${expiredOn} (0x80072F05)`,
      source: 'SEED, Overview of Digital Certificates; WININET, 12037',
      fix: 'renew the certificate',
    });
  if (validFrom !== undefined && validInSeconds > (by.platform?.checks?.earlySeconds ?? 0))
    return fails({
      code: 'not-yet-valid',
      message: `the certificate is valid only from ${validFrom} (0x80072F05)`,
      source: 'SEED, Overview of Digital Certificates; WININET, 12037',
      fix: 'wait until it is valid, or check the clock of whoever issued it',
    });
  return undefined;
};

/** Whether it is known when the certificate ends. It comes late: what is not known of trust or names matters more. */
export const endStep: LegStep = (_, { certificate }) => {
  if (certificate?.endUnknown !== true) return undefined;
  return unknown({
    code: 'validity-unknown',
    message: certificate.exchangeDefault
      ? 'when the certificate that setup installed ends is not stated: it may be over'
      : 'when the certificate ends is not stated: it may be over',
    source: 'RFC5280, 4.1.2.5',
    fix: 'say when setup ran: installedOn of CertificateSource.installedByExchange',
  });
};

/** Whether a certificate that demands a stapled OCSP response (RFC 7633) comes with one. */
export const staplingStep: LegStep = ({ route }, { by, certificate, name, staples: stated, to }) => {
  const staples = to === 'server' ? route.service.binding.stapling : stated;
  if (certificate?.facts.mustStaple !== true || staples === true) return undefined;
  const demands = factOf(by, ClientFact.DEMANDS_STAPLE);
  if (demands.value === false) return undefined;
  const fix = `let ${name} staple OCSP responses and state it (stapling of a publishing point), or use a certificate without the extension TLS Feature`;
  const source = `RFC7633, 4.2.3.1; ${demands.source}`;
  if (demands.value === true && staples === false)
    return fails({
      code: 'staple-missing',
      message: `the certificate demands a stapled OCSP response, which ${name} does not send: ${by.label} refuses it`,
      source,
      fix,
    });
  const missing =
    staples === undefined
      ? `whether ${name} sends the stapled OCSP response that the certificate demands is not known`
      : `the certificate demands a stapled OCSP response, which ${name} does not send, and whether ${by.label} insists on it is not known`;
  return unknown({ code: 'staple-unknown', message: missing, source, fix });
};
