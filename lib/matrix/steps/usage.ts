import { OutcomeKind } from '../../policy';
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
      'SEED, Overview of Digital Certificates; RFC 5280 4.2.1.12',
      remedy,
    );
  }
  const explicit = usages.includes('serverAuth');
  if (!explicit && platform?.requiresServerAuth.value === true) {
    return adverse(
      OutcomeKind.FAILS,
      'server-auth-missing',
      `${platform.label} demands the extended key usage serverAuth`,
      platform.requiresServerAuth.source,
      remedy,
    );
  }
  const keyUsages = facts.keyUsages;
  if (
    keyUsages !== undefined &&
    keyUsages.length > 0 &&
    !keyUsages.includes('digitalSignature') &&
    !keyUsages.includes('keyEncipherment')
  ) {
    return adverse(
      OutcomeKind.FAILS,
      'key-usage-not-tls',
      `the key usage ${keyUsages.join(', ')} does not allow TLS`,
      'RFC 5280 4.2.1.3',
      'issue the certificate with the key usages digitalSignature and keyEncipherment',
    );
  }
  return undefined;
};
