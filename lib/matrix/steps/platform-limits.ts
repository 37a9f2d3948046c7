import { PlatformFacts } from '../../clients';
import { CertificateState } from '../../model';
import type { Outcome } from '../../policy';
import type { PresentedCertificate } from '../connection/connection';
import { eraOf } from '../connection/eras';
import { fails, unknown } from '../reasons';
import type { LegStep } from './step';

const DAY_SECONDS = 86_400;

/** Limits of the client's platform that have nothing to do with trust: lifetime, extensions that break it. */
export const platformLimitsStep: LegStep = (_, { by: { platform }, certificate }) => {
  if (!certificate || !platform) return undefined;
  const { facts } = certificate;
  const tooLong = judgeLifetime(certificate, platform);
  if (tooLong) return tooLong;
  if (facts.hasPolicies === true && platform.failsOnCertificatePolicies.value === true) {
    return fails({
      code: 'policies-refused',
      message: `${platform.label} ends the handshake when the certificate has a Certificate Policies extension`,
      source: platform.failsOnCertificatePolicies.source,
      fix: 'use a certificate without that extension for these clients, or replace the clients',
    });
  }
  return undefined;
};

/** Limits of Apple's kind bind only what was issued from a day on; what Terraform has yet to issue is issued after it. */
function judgeLifetime(
  { facts, issuedInEraOf, state }: PresentedCertificate,
  platform: PlatformFacts,
): Outcome | undefined {
  const limit = platform.maximumLifetimeDays;
  if (limit === undefined) return undefined;
  const source = platform.maximumLifetimeSource ?? 'APPLE:103769';
  const fix = `issue the certificate for at most ${limit} days`;
  if (facts.lifetimeSeconds === undefined) {
    // What a vendor is yet to sell lives as public CAs let it, far below any limit of a platform (BR 6.3.2).
    if (state !== CertificateState.DECLARED) return undefined;
    return unknown({
      code: 'lifetime-limit-unknown',
      message: `${platform.label} refuses certificates that live longer than ${limit} days, and how long this one will live is known only to Terraform`,
      source,
      fix,
    });
  }
  if (facts.lifetimeSeconds <= limit * DAY_SECONDS + (platform.lifetimeGraceSeconds ?? 0)) return undefined;
  const from = platform.maximumLifetimeFrom;
  if (from !== undefined && issuedInEraOf !== undefined && issuedInEraOf < eraOf(from)) return undefined;
  // The last second is inside (RFC 5280 4.1.2.5): a certificate of whole days has one second more.
  const days = Math.ceil((facts.lifetimeSeconds - 1) / DAY_SECONDS);
  return from !== undefined && issuedInEraOf === undefined && state === CertificateState.INSTALLED
    ? unknown({
        code: 'lifetime-limit-unknown',
        message: `${platform.label} refuses certificates that live longer than ${limit} days where they were issued from ${from} on; this one lives ${days}, and nobody says when it was made`,
        source,
        fix,
      })
    : fails({
        code: 'lifetime-refused',
        message: `${platform.label} refuses certificates that live longer than ${limit} days; this one lives ${days}`,
        source,
        fix,
      });
}
