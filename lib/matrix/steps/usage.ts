import { PlatformFacts } from '../../clients';
import { CertificateFacts, KeyType } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether the certificate may be used by a server for TLS. */
export const usageStep: Step = ({ certificate, platform }) => {
  const facts = certificate?.certificate.facts;
  const usages = facts?.extendedKeyUsages;
  if (!facts || usages === undefined) return undefined;
  const remedy = 'issue the certificate for web server authentication (extended key usage serverAuth)';
  if (usages.length > 0 && !usages.includes('serverAuth') && !usages.includes('anyExtendedKeyUsage')) {
    return adverse(
      OutcomeKind.FAILS,
      'use-not-server',
      `the certificate is for ${usages.join(', ')}, not for server authentication (0x80072F17)`,
      'SEED, Overview of Digital Certificates; RFC5280, 4.2.1.12',
      remedy,
    );
  }
  const explicit = usages.includes('serverAuth');
  const checks = platform?.checks;
  if (checks && usages.length > 0 && !explicit && !checks.anyUse.server) {
    return adverse(
      OutcomeKind.FAILS,
      'any-use-refused',
      `${platform.label} does not take anyExtendedKeyUsage for server authentication`,
      checks.source,
      remedy,
    );
  }
  if (checks?.selfSigned.caWithoutUse && facts.selfSigned === true && facts.isCa === true && usages.length > 0) {
    return adverse(
      OutcomeKind.FAILS,
      'self-signed-ca-with-use',
      `${platform!.label} takes a self-signed certificate that is marked as a CA and limited to server authentication for a CA, not for a server`,
      checks.source,
      'make it without basic constraints CA:TRUE, or without extended key usage',
    );
  }
  if (!explicit && platform?.requiresServerAuth.value === true) {
    return adverse(
      OutcomeKind.FAILS,
      'server-auth-missing',
      `${platform.label} demands the extended key usage serverAuth`,
      platform.requiresServerAuth.source,
      remedy,
    );
  }
  return judgeKeyUsage(facts, platform);
};

function judgeKeyUsage(
  { keyType, keyUsages }: CertificateFacts,
  platform: PlatformFacts | undefined,
): Outcome | undefined {
  if (keyUsages === undefined || keyUsages.length === 0) return undefined;
  const measured = platform?.checks?.keyUsages[keyType === KeyType.RSA ? 'rsa' : 'other'];
  const enough = measured ?? ['digitalSignature', 'keyEncipherment'];
  if (measured?.length === 0 || enough.some((usage) => keyUsages.includes(usage))) return undefined;
  return adverse(
    OutcomeKind.FAILS,
    'key-usage-not-tls',
    measured
      ? `${platform!.label} needs the key usage ${enough.join(' or ')}, and the certificate has ${keyUsages.join(', ')}`
      : `the key usage ${keyUsages.join(', ')} does not allow TLS`,
    platform?.checks?.source ?? 'RFC5280, 4.2.1.3',
    'issue the certificate with the key usages digitalSignature and keyEncipherment',
  );
}
