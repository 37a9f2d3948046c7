import { PlatformFacts } from '../../clients';
import { Certificate, CertificateState } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

const DAY_SECONDS = 86_400;

/** Limits of the client's platform that have nothing to do with trust: lifetime, extensions that break it. */
export const platformLimitsStep: Step = ({ certificate, platform }) => {
  if (!certificate || !platform) return undefined;
  const { facts } = certificate.certificate;
  const tooLong = judgeLifetime(certificate.certificate, platform);
  if (tooLong) return tooLong;
  if (facts.hasPolicies === true && platform.failsOnCertificatePolicies.value === true) {
    return adverse(
      OutcomeKind.FAILS,
      'policies-refused',
      `${platform.label} ends the handshake when the certificate has a Certificate Policies extension`,
      platform.failsOnCertificatePolicies.source,
      'use a certificate without that extension for these clients, or replace the clients',
    );
  }
  return undefined;
};

/** Limits of Apple's kind bind only what was issued from a day on; what Terraform has yet to issue is issued after it. */
function judgeLifetime({ facts, state }: Certificate, platform: PlatformFacts): Outcome | undefined {
  const limit = platform.maximumLifetimeDays;
  if (limit === undefined) return undefined;
  const source = platform.maximumLifetimeSource ?? 'APPLE:103769';
  const remedy = `issue the certificate for at most ${limit} days`;
  if (facts.lifetimeSeconds === undefined) {
    // What a vendor is yet to sell lives as public CAs let it, far below any limit of a platform (BR 6.3.2).
    if (state !== CertificateState.DECLARED) return undefined;
    return adverse(
      OutcomeKind.UNKNOWN,
      'lifetime-limit-unknown',
      `${platform.label} refuses certificates that live longer than ${limit} days, and how long this one will live is known only to Terraform`,
      source,
      remedy,
    );
  }
  if (facts.lifetimeSeconds <= limit * DAY_SECONDS) return undefined;
  const from = platform.maximumLifetimeFrom;
  const issued = facts.notBefore?.slice(0, 10);
  if (from !== undefined && issued !== undefined && issued < from) return undefined;
  const days = Math.ceil(facts.lifetimeSeconds / DAY_SECONDS);
  return from !== undefined && issued === undefined && state === CertificateState.INSTALLED
    ? adverse(
        OutcomeKind.UNKNOWN,
        'lifetime-limit-unknown',
        `${platform.label} refuses certificates that live longer than ${limit} days where they were issued from ${from} on; this one lives ${days}, and nobody says when it was made`,
        source,
        remedy,
      )
    : adverse(
        OutcomeKind.FAILS,
        'lifetime-refused',
        `${platform.label} refuses certificates that live longer than ${limit} days; this one lives ${days}`,
        source,
        remedy,
      );
}
