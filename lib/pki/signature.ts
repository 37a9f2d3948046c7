import { constants, type KeyObject, sign, verify } from 'node:crypto';
import { breach, contextTag, Der, DerCursor, Tag } from './der-reader';
import { algorithmText, OID } from './oid';
import type { PublicKeyInfo } from './public-key';
import * as der from './der-writer';
import { PkiError } from './error';

export type HashName = 'md2' | 'md4' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface SignatureFacts {
  /** Name as people write it, for example 'sha256WithRSAEncryption'; with the dotted identifier where it can't be checked here. */
  readonly algorithm: string;
  /** Key type that makes such signatures. */
  readonly family: 'rsa' | 'ecdsa' | 'dsa' | 'ed25519' | 'ed448' | 'unknown';
  /** Absent for Ed25519 and Ed448, which hash by themselves. */
  readonly hash?: HashName;
  readonly pss: boolean;
  /** RSASSA-PSS: salt length in octets. */
  readonly saltLength?: number;
}

/** Parameters: NULL, or absent, which RFC 4055 section 5 has everyone accept (RFC 3279); or absent (RFC 5758, 8410). */
type Parameters = 'null' | 'absent';

const algorithms: Readonly<
  Record<string, readonly [string, SignatureFacts['family'], HashName | undefined, Parameters]>
> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'rsa', 'md2', 'null'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'rsa', 'md5', 'null'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'rsa', 'sha1', 'null'],
  '1.3.14.3.2.29': ['sha1WithRSAEncryption', 'rsa', 'sha1', 'null'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'rsa', 'sha224', 'null'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'rsa', 'sha256', 'null'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'rsa', 'sha384', 'null'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'rsa', 'sha512', 'null'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'ecdsa', 'sha1', 'absent'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'ecdsa', 'sha224', 'absent'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'ecdsa', 'sha256', 'absent'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'ecdsa', 'sha384', 'absent'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'ecdsa', 'sha512', 'absent'],
  '1.2.840.10040.4.3': ['dsa-with-SHA1', 'dsa', 'sha1', 'absent'],
  '2.16.840.1.101.3.4.3.1': ['dsa-with-SHA224', 'dsa', 'sha224', 'absent'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-SHA256', 'dsa', 'sha256', 'absent'],
  [OID.ed25519]: ['Ed25519', 'ed25519', undefined, 'absent'],
  [OID.ed448]: ['Ed448', 'ed448', undefined, 'absent'],
};

const hashOids: Readonly<Record<string, HashName>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

const known = new Map<string, SignatureFacts>();

/** Reads an AlgorithmIdentifier of a signature: RFC 5280 4.1.1.2, RFC 4055, RFC 5758, RFC 8410. */
export function readSignatureAlgorithm(identifier: Der): SignatureFacts {
  const key = identifier.length <= 16 ? identifier.value.toString('latin1') : undefined;
  const cached = key === undefined ? undefined : known.get(key);
  if (cached !== undefined) return cached;
  const cursor = identifier.open();
  const oid = cursor.next(Tag.OID).oid();
  const before = cursor.breaches?.length;
  const facts = oid === OID.rsassaPss ? readPss(cursor) : readPlain(oid, cursor);
  cursor.finish();
  // A breach that a lenient reader passes over must be seen again.
  const sound = before === cursor.breaches?.length;
  if (key !== undefined && sound && known.size < 256) known.set(key, facts);
  return facts;
}

function readPlain(oid: string, cursor: DerCursor): SignatureFacts {
  const entry = algorithms[oid];
  if (entry === undefined) {
    while (!cursor.done) cursor.next();
    return { algorithm: algorithmText(oid), family: 'unknown', pss: false };
  }
  const [algorithm, family, hash, parameters] = entry;
  if (cursor.done) return { algorithm, family, hash, pss: false };
  const given = cursor.next();
  if (parameters === 'absent') given.breach(`${algorithm} has parameters, which its standard forbids`);
  else if (given.tag === Tag.NULL) given.null();
  else given.breach(`${algorithm} has parameters other than NULL`);
  return { algorithm, family, hash, pss: false };
}

const unusablePss: SignatureFacts = { algorithm: 'RSASSA-PSS', family: 'unknown', pss: true };

/**
 * RFC 4055 3.1. Only one hash for message and mask, MGF1 and trailer field 1 are in use; other parameters give facts
 * whose family is unknown, so that the certificate can be shown but never verified.
 */
function readPss(cursor: DerCursor): SignatureFacts {
  if (cursor.done) {
    breach(cursor.breaches, 'RSASSA-PSS has no parameters, which RFC 4055 3.1 demands in a signature');
    return unusablePss;
  }
  const parameters = cursor.next().open();
  const hashElement = parameters.optional(contextTag(0));
  const hash = hashElement === undefined ? 'sha1' : readHash(hashElement.inner());
  const maskElement = parameters.optional(contextTag(1));
  let maskHash: HashName | undefined = 'sha1';
  if (maskElement !== undefined) {
    const mask = maskElement.inner().open();
    maskHash = mask.next().oid() === OID.mgf1 ? readHash(mask.next()) : undefined;
  }
  const saltElement = parameters.optional(contextTag(2));
  const saltLength = saltElement === undefined ? 20 : saltElement.inner().smallInteger();
  const trailer = parameters.optional(contextTag(3));
  parameters.finish();
  if (hash === undefined || maskHash !== hash) return unusablePss;
  if (trailer !== undefined && trailer.inner().smallInteger() !== 1) return unusablePss;
  return { algorithm: 'RSASSA-PSS', family: 'rsa', hash, pss: true, saltLength };
}

function readHash(identifier: Der): HashName | undefined {
  const cursor = identifier.open();
  const oid = cursor.next().oid();
  if (!cursor.done) cursor.next().null();
  cursor.finish();
  return hashOids[oid];
}

/** What the signature on a certificate covers, and the signature. */
interface Signed {
  readonly tbs: Buffer;
  readonly signature: SignatureFacts;
  readonly signatureValue: Buffer;
}

/** Who may have signed: a certificate with the key. */
interface KeyHolder {
  readonly publicKeyInfo: PublicKeyInfo;
}

/** Verdicts per certificate and issuer's key: certificates are immutable, so a verdict stays true. */
const verdicts = new WeakMap<Signed, Map<string, boolean>>();

/** True when `issuer`'s key made the signature on `certificate`. Only the signature is judged. */
export function verifySignature(certificate: Signed, issuer: KeyHolder): boolean {
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
export function isSignatureKnown(certificate: Signed, issuer: KeyHolder): boolean {
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

export type SignHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Signs, and names the algorithm in DER. */
export interface Signer {
  readonly algorithm: Buffer;
  sign(data: Buffer): Buffer;
}

const rsaOids: Readonly<Record<SignHash, string>> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};

const ecdsaOids: Readonly<Record<SignHash, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

const hashLengths: Readonly<Record<SignHash, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/**
 * The signer of a key.
 * @param pss RSASSA-PSS for an RSA key; a key that is bound to PSS uses it anyway
 * @throws PkiError `unsupported` for other key types
 */
export function signerFor(key: KeyObject, hash: SignHash = 'sha256', pss = false): Signer {
  const type = key.asymmetricKeyType;
  if (type === 'ed25519' || type === 'ed448') {
    return { algorithm: der.sequence(der.oid(OID[type])), sign: (data) => sign(null, data, key) };
  }
  if (type === 'ec')
    return { algorithm: der.sequence(der.oid(ecdsaOids[hash])), sign: (data) => sign(hash, data, key) };
  if (type === 'rsa-pss' || (type === 'rsa' && pss)) {
    const digest = der.sequence(der.oid(OID[hash]), der.nullValue());
    const saltLength = hashLengths[hash];
    const parameters = der.sequence(
      der.context(0, true, digest),
      der.context(1, true, der.sequence(der.oid(OID.mgf1), digest)),
      der.context(2, true, der.integer(saltLength)),
    );
    return {
      algorithm: der.sequence(der.oid(OID.rsassaPss), parameters),
      sign: (data) => sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
    };
  }
  if (type === 'rsa')
    return { algorithm: der.sequence(der.oid(rsaOids[hash]), der.nullValue()), sign: (data) => sign(hash, data, key) };
  throw new PkiError('unsupported', `keys of type ${type} can't sign here. Use an RSA, EC or Ed25519 key`);
}
