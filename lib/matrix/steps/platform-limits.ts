import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

const DAY_SECONDS = 86_400;

/** Limits of the client's platform that have nothing to do with trust: lifetime, extensions that break it. */
export const platformLimitsStep: Step = ({ certificate, platform }) => {
  const facts = certificate?.certificate.facts;
  if (!facts || !platform) return undefined;
  const limit = platform.maximumLifetimeDays;
  if (limit !== undefined && facts.lifetimeSeconds !== undefined && facts.lifetimeSeconds > limit * DAY_SECONDS) {
    const days = Math.ceil(facts.lifetimeSeconds / DAY_SECONDS);
    return adverse(
      OutcomeKind.FAILS,
      'lifetime-refused',
      `${platform.label} refuses certificates that live longer than ${limit} days; this one lives ${days}`,
      'support.apple.com/103769',
      `issue the certificate for at most ${limit} days`,
    );
  }
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
