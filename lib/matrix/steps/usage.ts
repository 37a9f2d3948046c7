import { PlatformFacts } from '../../clients';
import { KeyType } from '../../model';
import type { Outcome } from '../../policy';
import type { DecidingFacts } from '../connection/connection';
import { fails } from '../reasons';
import type { LegStep } from './step';

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
