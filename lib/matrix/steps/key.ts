import { CheckedKey } from '../../clients';
import { ecdsaSupport } from '../../exchange';
import { CertificateFacts, KeyType } from '../../model';
import { OutcomeKind } from '../../policy';
import { adverse, Step } from '../situation';

/** Whether server and client can use the certificate's key. */
export const keyStep: Step = ({ binding, certificate, platform, publishingPoint }) => {
  const facts = certificate?.certificate.facts;
  if (!facts?.keyType) return undefined;
  const key = checkedKeyOf(facts);
  const checks = platform?.checks;
  if (checks && key !== undefined && !checks.serverKeys.includes(key)) {
    return adverse(
      OutcomeKind.FAILS,
      'key-type-refused',
      `${platform.label} does not connect to a server with a key of type ${key}`,
      checks.source,
      'use an RSA key of 2048 bits or more',
    );
  }
  if (facts.keyType === KeyType.RSA || facts.keyType === KeyType.RSA_PSS) {
    const least = platform?.minimumRsaBits;
    if (least !== undefined && facts.keyBits !== undefined && facts.keyBits < least) {
      return adverse(
        OutcomeKind.FAILS,
        'key-too-short',
        `${platform!.label} refuses RSA keys under ${least} bits; this one has ${facts.keyBits}`,
        platform!.minimumRsaBitsSource!,
        `use a key of at least ${least} bits`,
      );
    }
    if (facts.keyType === KeyType.RSA) return undefined;
  }
  if (facts.keyType !== KeyType.ECDSA) {
    // What ends TLS before the server takes the key: it presents it.
    if (publishingPoint && checks && key !== undefined) return undefined;
    return adverse(
      OutcomeKind.UNKNOWN,
      'key-type-unknown',
      `no source tells whether clients and Exchange take a key of type ${facts.keyType}`,
      'DERIVED',
      'use an RSA key of 2048 bits or more',
    );
  }
  const remedy = 'use an RSA key, or bring server and clients to versions that take ECDSA';
  if (!publishingPoint) {
    const server = ecdsaSupport(binding.server.server.release, binding.binding.role);
    if (server.value === false)
      return adverse(
        OutcomeKind.FAILS,
        'server-without-ecdsa',
        server.note ?? 'this server cannot use an ECDSA certificate here',
        server.source,
        remedy,
      );
    if (server.value === undefined)
      return adverse(
        OutcomeKind.UNKNOWN,
        'server-ecdsa-unknown',
        server.note ??
          'whether this server can use an ECDSA certificate depends on its update level, which is not stated',
        server.source,
        remedy,
      );
  }
  if (platform && platform.ecdsa.value === true) return undefined;
  if (platform?.ecdsa.value === false)
    return adverse(
      OutcomeKind.FAILS,
      'client-without-ecdsa',
      `${platform.label} cannot use ECDSA certificates`,
      platform.ecdsa.source,
      remedy,
    );
  return adverse(
    OutcomeKind.UNKNOWN,
    'client-ecdsa-unknown',
    `no source tells whether ${platform?.label ?? 'this platform'} takes ECDSA certificates`,
    platform?.ecdsa.source ?? 'DERIVED',
    remedy,
  );
};

function checkedKeyOf({ keyType, keyBits }: CertificateFacts): CheckedKey | undefined {
  switch (keyType) {
    case KeyType.RSA:
    case KeyType.RSA_PSS:
    case KeyType.ED25519:
      return keyType;
    case KeyType.ECDSA:
      return { 256: 'P-256', 384: 'P-384', 521: 'P-521' }[keyBits ?? 0] as CheckedKey | undefined;
    default:
      return undefined;
  }
}
