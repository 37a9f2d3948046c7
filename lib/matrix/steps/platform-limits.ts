import { PlatformFacts } from '../../clients';
import { CertificateState, KeyType } from '../../model';
import type { Outcome } from '../../policy';
import type { DecidingFacts, PresentedCertificate } from '../connection/connection';
import { eraOf } from '../connection/presented';
import { fails, type LegStep, unknown } from '../reasons';

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

/** Whether the certificate may be used by a server for TLS. */
export const usageStep: LegStep = (_, { by: { platform }, certificate }) => {
  const facts = certificate?.facts;
  const usages = facts?.extendedKeyUsages;
  if (!facts || usages === undefined) return undefined;
  const fix = 'issue the certificate for web server authentication (extended key usage serverAuth)';
  if (usages.length > 0 && !usages.includes('serverAuth') && !usages.includes('anyExtendedKeyUsage')) {
    return fails({
      code: 'use-not-server',
      message: `the certificate is for ${usages.join(', ')}, not for server authentication (0x80072F17)`,
      source: 'SEED, Overview of Digital Certificates; RFC5280, 4.2.1.12',
      fix,
    });
  }
  const explicit = usages.includes('serverAuth');
  const checks = platform?.checks;
  if (checks && usages.length > 0 && !explicit && !checks.anyUse.server) {
    return fails({
      code: 'any-use-refused',
      message: `${platform.label} does not take anyExtendedKeyUsage for server authentication`,
      source: checks.source,
      fix,
    });
  }
  if (checks?.selfSigned.caWithoutUse && facts.selfSigned === true && facts.isCa === true && usages.length > 0) {
    return fails({
      code: 'self-signed-ca-with-use',
      message: `${platform!.label} takes a self-signed certificate that is marked as a CA and limited to server authentication for a CA, not for a server`,
      source: checks.source,
      fix: 'make it without basic constraints CA:TRUE, or without extended key usage',
    });
  }
  if (!explicit && platform?.requiresServerAuth.value === true) {
    return fails({
      code: 'server-auth-missing',
      message: `${platform.label} demands the extended key usage serverAuth`,
      source: platform.requiresServerAuth.source,
      fix,
    });
  }
  return judgeKeyUsage(facts, platform);
};

function judgeKeyUsage(
  { keyType, keyUsages }: DecidingFacts,
  platform: PlatformFacts | undefined,
): Outcome | undefined {
  if (keyUsages === undefined || keyUsages.length === 0) return undefined;
  const measured = platform?.checks?.keyUsages[keyType === KeyType.RSA ? 'rsa' : 'other'];
  const enough = measured ?? ['digitalSignature', 'keyEncipherment'];
  if (measured?.length === 0 || enough.some((usage) => keyUsages.includes(usage))) return undefined;
  return fails({
    code: 'key-usage-not-tls',
    message: measured
      ? `${platform!.label} needs the key usage ${enough.join(' or ')}, and the certificate has ${keyUsages.join(', ')}`
      : `the key usage ${keyUsages.join(', ')} does not allow TLS`,
    source: platform?.checks?.source ?? 'RFC5280, 4.2.1.3',
    fix: 'issue the certificate with the key usages digitalSignature and keyEncipherment',
  });
}
