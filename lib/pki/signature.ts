import { constants, verify, type KeyObject } from 'node:crypto';
import type { Certificate509 } from './certificate';
import type { PublicKeyInfo } from './public-key';
import type { SignatureFacts } from './signature-algorithm';

/** Verdicts per certificate and issuer's key: certificates are immutable, so a verdict stays true. */
const verdicts = new WeakMap<Certificate509, Map<string, boolean>>();

/** True when `issuer`'s key made the signature on `certificate`. Only the signature is judged. */
export function verifySignature(certificate: Certificate509, issuer: Certificate509): boolean {
  let known = verdicts.get(certificate);
  if (known === undefined) verdicts.set(certificate, (known = new Map()));
  const key = issuer.publicKeyInfo.comparisonKey;
  let verdict = known.get(key);
  if (verdict === undefined) {
    verdict = verifyWithKey(certificate.tbs, certificate.signatureValue, certificate.signature, issuer.publicKeyInfo);
    // Path building asks about few keys; the limit keeps hostile input from filling memory.
    if (known.size < 1000) known.set(key, verdict);
  }
  return verdict;
}

/**
 * Whether the signature on a certificate can be checked here at all: its algorithm and the key of the issuer are known. Where it can't,
 * a signature that is not verified proves nothing.
 */
export function canVerify(algorithm: SignatureFacts, key: PublicKeyInfo): boolean {
  if (algorithm.family === 'unknown' || algorithm.hash === 'md2' || algorithm.hash === 'md4') return false;
  if (key.facts.algorithm === 'unknown') return false;
  try {
    return key.keyObject !== undefined;
  } catch {
    return false;
  }
}

/** True when the verdict on this pair is known already, so that asking costs nothing. */
export function isSignatureKnown(certificate: Certificate509, issuer: Certificate509): boolean {
  return verdicts.get(certificate)?.has(issuer.publicKeyInfo.comparisonKey) === true;
}

/**
 * Verifies a signature over `data` as its algorithm says; false for any mismatch of key type and algorithm, for MD2 and
 * MD4, and for keys node can't use. Whether a hash is still good enough is for the profile to say: MD5 is verified, so
 * that an old root is known to be self-signed, but no profile allows it.
 */
export function verifyWithKey(data: Buffer, signature: Buffer, algorithm: SignatureFacts, key: PublicKeyInfo): boolean {
  const { hash } = algorithm;
  if (hash === 'md2' || hash === 'md4' || algorithm.family === 'unknown') return false;
  if (!familyFits(algorithm, key)) return false;
  try {
    const object: KeyObject = key.keyObject;
    if (algorithm.family === 'ed25519' || algorithm.family === 'ed448') return verify(null, data, object, signature);
    if (hash === undefined) return false;
    if (algorithm.pss) {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return verify(hash, data, { key: object, padding, saltLength: algorithm.saltLength }, signature);
    }
    return verify(hash, data, object, signature);
  } catch {
    return false;
  }
}

function familyFits(algorithm: SignatureFacts, key: PublicKeyInfo): boolean {
  switch (key.facts.algorithm) {
    case 'rsa':
      return algorithm.family === 'rsa';
    case 'rsa-pss':
      return algorithm.family === 'rsa' && algorithm.pss;
    case 'ec':
      return algorithm.family === 'ecdsa';
    default:
      return algorithm.family === key.facts.algorithm;
  }
}
