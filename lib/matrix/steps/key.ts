import { CheckedKey, PlatformFacts } from '../../clients';
import { ecdsaSupport } from '../../exchange';
import { CertificateFacts, ClientFact, KeyType, TrustAnchorKind } from '../../model';
import { Outcome, OutcomeKind } from '../../policy';
import { adverse, Situation, Step } from '../situation';

/** Whether server and client can use the certificate's key. */
export const keyStep: Step = (situation) => {
  const { binding, certificate, platform, publishingPoint } = situation;
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
    const tooShort = judgeRsaSize(situation, facts.keyBits);
    if (tooShort) return tooShort;
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
  const ecdsa = situation.facts[ClientFact.ECDSA];
  if (ecdsa.value === true) return undefined;
  if (ecdsa.value === false)
    return adverse(
      OutcomeKind.FAILS,
      'client-without-ecdsa',
      `${platform?.label ?? 'this client'} cannot use ECDSA certificates`,
      ecdsa.source,
      remedy,
    );
  return adverse(
    OutcomeKind.UNKNOWN,
    'client-ecdsa-unknown',
    `whether ${platform?.label ?? 'this platform'} takes ECDSA certificates is not known: ${ecdsa.note}`,
    ecdsa.source,
    remedy,
  );
};

/** The smallest RSA key: a client's own limit, which may differ by the kind of root and by release. */
function judgeRsaSize({ certificate, now, platform }: Situation, bits: number | undefined): Outcome | undefined {
  if (!platform || bits === undefined) return undefined;
  const {
    minimumRsaBits: least,
    minimumRsaBitsFrom: from,
    minimumPublicRsaBits: publicLeast,
    unsureRsaBits,
  } = platform;
  const binds = from === undefined || now.toISOString().slice(0, 10) >= from;
  if (least !== undefined && binds && bits < least)
    return keyTooShort(platform, least, bits, platform.minimumRsaBitsSource!);
  const commercial = certificate?.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL) ?? false;
  if (commercial && typeof publicLeast === 'number' && bits < publicLeast) {
    return keyTooShort(platform, publicLeast, bits, platform.minimumPublicRsaBitsSource!);
  }
  const unsure = commercial && publicLeast === 'differs' ? 2048 : unsureRsaBits;
  if (unsure === undefined || bits >= unsure) return undefined;
  return adverse(
    OutcomeKind.UNKNOWN,
    'key-size-unknown',
    `some releases of ${platform.label} refuse RSA keys under ${unsure} bits; this one has ${bits}`,
    (commercial && publicLeast === 'differs' ? platform.minimumPublicRsaBitsSource : platform.unsureRsaBitsSource)!,
    `use a key of at least ${unsure} bits, or name the release of these clients`,
  );
}

function keyTooShort({ label }: PlatformFacts, least: number, bits: number, source: string): Outcome {
  return adverse(
    OutcomeKind.FAILS,
    'key-too-short',
    `${label} refuses RSA keys under ${least} bits; this one has ${bits}`,
    source,
    `use a key of at least ${least} bits`,
  );
}

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
