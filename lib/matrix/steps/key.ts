import { CheckedKey, PlatformFacts } from '../../clients';
import { ecdsaSupport } from '../../exchange';
import { ClientFact, KeyType, TrustAnchorKind } from '../../model';
import type { Outcome } from '../../policy';
import type { Connection, DecidingFacts, IssuerFacts, OpenedLeg } from '../connection/connection';
import { factOf } from '../connection/party';
import { fails, type LegStep, unknown } from '../reasons';

/** Whether server and client can use the certificate's key. */
export const keyStep: LegStep = (connection, leg) => {
  const { by, certificate, to } = leg;
  const facts = certificate?.facts;
  if (!certificate || !facts?.keyType) return undefined;
  const key = checkedKeyOf(facts);
  const checks = by.platform?.checks;
  if (checks && key !== undefined && !checks.serverKeys.includes(key)) {
    return fails({
      code: 'key-type-refused',
      message: `${by.label} does not connect to a server with a key of type ${key}`,
      source: checks.source,
      fix: 'use an RSA key of 2048 bits or more',
    });
  }
  if (facts.keyType === KeyType.RSA || facts.keyType === KeyType.RSA_PSS) {
    const tooShort = judgeRsaSize(leg, facts.keyBits);
    if (tooShort) return tooShort;
  }
  const shortIssuer = certificate.issuers.flatMap((issuer) => judgeIssuer(leg, issuer) ?? [])[0];
  if (shortIssuer) return shortIssuer;
  if (facts.keyType === KeyType.RSA) return undefined;
  if (facts.keyType === KeyType.ECDSA) return judgeEcdsa(connection, leg);
  // What ends TLS before the server takes the key: it presents it.
  if (to !== 'server' && checks && key !== undefined) return undefined;
  return unknown({
    code: 'key-type-unknown',
    message: `no source says whether clients and Exchange take a key of type ${facts.keyType}`,
    source: 'DERIVED',
    fix: 'use an RSA key of 2048 bits or more',
  });
};

function judgeEcdsa({ route }: Connection, { by, name, rsaBeside, to }: OpenedLeg): Outcome | undefined {
  const fix = 'use an RSA key, or bring server and clients to versions that take ECDSA';
  if (to === 'server') {
    const { binding, server } = route.service;
    const support = ecdsaSupport(server.release, binding.role);
    if (support.value === false)
      return fails({
        code: 'server-without-ecdsa',
        message: support.note ?? 'this server cannot use an ECDSA certificate here',
        source: support.source,
        fix,
      });
    if (support.value === undefined)
      return unknown({
        code: 'server-ecdsa-unknown',
        message:
          support.note ??
          'whether this server can use an ECDSA certificate depends on its update level, which is not stated',
        source: support.source,
        fix,
      });
  }
  const { note, source, value } = factOf(by, ClientFact.ECDSA);
  if (value === true) return undefined;
  if (to === 'server' ? route.service.binding.rsaBeside : rsaBeside)
    return unknown({
      code: 'client-ecdsa-unknown',
      message: `${by.label} may meet the RSA certificate that ${name} has beside the ECDSA one: whether it accepts that is not judged`,
      source,
      fix: 'look at the RSA certificate, which the report of verify names',
    });
  if (value === false)
    return fails({ code: 'client-without-ecdsa', message: `${by.label} cannot use ECDSA certificates`, source, fix });
  return unknown({
    code: 'client-ecdsa-unknown',
    message: `whether ${by.label} takes ECDSA certificates is not known: ${note}`,
    source,
    fix,
  });
}

/** The smallest RSA key: a client's own limit, which may differ by the kind of root and by release. */
function judgeRsaSize(
  { by, certificate }: OpenedLeg,
  bits: number | undefined,
  whose = 'this one',
): Outcome | undefined {
  const { day, platform } = by;
  if (!platform || bits === undefined) return undefined;
  const {
    minimumRsaBits: least,
    minimumRsaBitsFrom: from,
    minimumPublicRsaBits: publicLeast,
    unsureRsaBits,
  } = platform;
  const binds = from === undefined || day >= from;
  if (least !== undefined && binds && bits < least)
    return keyTooShort(platform, least, bits, platform.minimumRsaBitsSource!, whose);
  const commercial = certificate?.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL) ?? false;
  if (commercial && typeof publicLeast === 'number' && bits < publicLeast) {
    return keyTooShort(platform, publicLeast, bits, platform.minimumPublicRsaBitsSource!, whose);
  }
  const unsure = commercial && publicLeast === 'differs' ? 2048 : unsureRsaBits;
  if (unsure === undefined || bits >= unsure) return undefined;
  return unknown({
    code: 'key-size-unknown',
    message: `some releases of ${platform.label} refuse RSA keys under ${unsure} bits; ${whose} has ${bits}`,
    source: (commercial && publicLeast === 'differs'
      ? platform.minimumPublicRsaBitsSource
      : platform.unsureRsaBitsSource)!,
    fix: `use a key of at least ${unsure} bits, or name the release of these clients`,
  });
}

/** The key of a CA between the certificate and its root. */
function judgeIssuer(leg: OpenedLeg, { keyType, keyBits, commonName }: IssuerFacts): Outcome | undefined {
  const isRsa = keyType === KeyType.RSA || keyType === KeyType.RSA_PSS;
  return isRsa ? judgeRsaSize(leg, keyBits, `that of the CA ${commonName ?? 'on its path'}`) : undefined;
}

function keyTooShort({ label }: PlatformFacts, least: number, bits: number, source: string, whose: string): Outcome {
  return fails({
    code: 'key-too-short',
    message: `${label} refuses RSA keys under ${least} bits; ${whose} has ${bits}`,
    source,
    fix: `use a key of at least ${least} bits`,
  });
}

function checkedKeyOf({ keyType, keyBits }: DecidingFacts): CheckedKey | undefined {
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
