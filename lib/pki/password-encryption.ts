import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { forge } from '../late';
import { Der, Tag, contextTag } from './der-reader';
import * as der from './der-writer';
import { PkiError } from './error';
import { OID } from './oid';
import { derivePfxKey, KeyPurpose, pfxPassword, type PfxPassword, type PfxWork } from './pfx-key-derivation';

/** Source of random octets. */
export type RandomSource = (size: number) => Buffer;

interface PfxScheme {
  readonly cipher: 'des-ede3-cbc' | 'des-ede-cbc' | 'rc2' | 'rc4';
  readonly keyLength: number;
}

const pfxSchemes: Readonly<Record<string, PfxScheme>> = {
  [OID.pbeSha1TripleDes]: { cipher: 'des-ede3-cbc', keyLength: 24 },
  [OID.pbeSha1TwoKeyTripleDes]: { cipher: 'des-ede-cbc', keyLength: 16 },
  [OID.pbeSha1Rc2_128]: { cipher: 'rc2', keyLength: 16 },
  [OID.pbeSha1Rc2_40]: { cipher: 'rc2', keyLength: 5 },
  [OID.pbeSha1Rc4_128]: { cipher: 'rc4', keyLength: 16 },
  [OID.pbeSha1Rc4_40]: { cipher: 'rc4', keyLength: 5 },
};

const prfs: Readonly<Record<string, string>> = {
  [OID.hmacSha1]: 'sha1',
  [OID.hmacSha224]: 'sha224',
  [OID.hmacSha256]: 'sha256',
  [OID.hmacSha384]: 'sha384',
  [OID.hmacSha512]: 'sha512',
  [OID.hmacSha512_224]: 'sha512-224',
  [OID.hmacSha512_256]: 'sha512-256',
  [OID.hmacSha3_224]: 'sha3-224',
  [OID.hmacSha3_256]: 'sha3-256',
  [OID.hmacSha3_384]: 'sha3-384',
  [OID.hmacSha3_512]: 'sha3-512',
};

const blockCiphers: Readonly<Record<string, readonly [string, number]>> = {
  [OID.aes128Cbc]: ['aes-128-cbc', 16],
  [OID.aes192Cbc]: ['aes-192-cbc', 24],
  [OID.aes256Cbc]: ['aes-256-cbc', 32],
  [OID.tripleDesCbc]: ['des-ede3-cbc', 24],
  [OID.camellia128Cbc]: ['camellia-128-cbc', 16],
  [OID.camellia192Cbc]: ['camellia-192-cbc', 24],
  [OID.camellia256Cbc]: ['camellia-256-cbc', 32],
  [OID.aria128Cbc]: ['aria-128-cbc', 16],
  [OID.aria192Cbc]: ['aria-192-cbc', 24],
  [OID.aria256Cbc]: ['aria-256-cbc', 32],
};

/**
 * Decrypts what an AlgorithmIdentifier of PKCS #12 (RFC 7292 C) or PBES2 (RFC 8018) describes.
 * @param accept whether decrypted data is what it must be: with no password there are two keys to try, and a wrong one can leave padding
 * that looks right
 * @throws PkiError `pfx-password` when no key fits, `unsupported` for other schemes or too much work
 */
export function decryptWithPassword(
  identifier: Der,
  data: Buffer,
  password: PfxPassword,
  work: PfxWork,
  accept: (decrypted: Buffer) => boolean,
): Buffer {
  const cursor = identifier.open();
  const oid = cursor.next().oid();
  const scheme = pfxSchemes[oid];
  if (scheme !== undefined) return decryptPfxScheme(scheme, cursor.next(), data, password, work, accept);
  if (oid !== OID.pbes2)
    throw new PkiError('unsupported', `encryption ${oid} is not known. Export the file again with AES-256 or 3DES`);
  const parameters = cursor.next().open();
  const { salt, iterations, prf } = readPbkdf2(parameters.next());
  const encryption = parameters.next().open();
  const name = encryption.next().oid();
  const [cipher, keyLength] = blockCiphers[name] ?? [];
  if (cipher === undefined || keyLength === undefined) {
    throw new PkiError('unsupported', `PBES2 with the cipher ${name} is not known. Export the file again with AES-256`);
  }
  work.spendRounds(iterations * 2, false);
  const key = pbkdf2Sync(password.utf8, salt, iterations, keyLength, prf);
  const decrypted = decipher(cipher, key, encryption.next().octets(), data);
  if (!accept(decrypted)) throw wrongPassword();
  return decrypted;
}

function decryptPfxScheme(
  scheme: PfxScheme,
  parameterElement: Der,
  data: Buffer,
  password: PfxPassword,
  work: PfxWork,
  accept: (decrypted: Buffer) => boolean,
): Buffer {
  const parameters = parameterElement.open();
  const salt = parameters.next().octets();
  const iterations = parameters.next().smallInteger();
  for (const form of password.forms) {
    const derive = (purpose: number, length: number): Buffer => {
      work.spendRounds(iterations * Math.ceil(length / 20), true);
      return derivePfxKey('sha1', form, salt, purpose, iterations, length);
    };
    try {
      const decrypted = withScheme(scheme, derive, data);
      if (!accept(decrypted)) continue;
      password.prefer(form);
      return decrypted;
    } catch (error) {
      if (!(error instanceof PkiError) || error.code !== 'pfx-password') throw error;
    }
  }
  throw wrongPassword();
}

function withScheme(
  { cipher, keyLength }: PfxScheme,
  derive: (purpose: number, length: number) => Buffer,
  data: Buffer,
): Buffer {
  const key = derive(KeyPurpose.KEY, keyLength);
  if (cipher === 'rc4') return rc4(key, data);
  const iv = derive(KeyPurpose.IV, 8);
  if (cipher === 'rc2') return rc2(key, iv, data);
  return decipher('des-ede3-cbc', cipher === 'des-ede-cbc' ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, data);
}

/** Parameters of a key derivation with PBKDF2: RFC 8018 A.2. */
export interface Pbkdf2 {
  readonly salt: Buffer;
  readonly iterations: number;
  /** In octets; left out: as the cipher needs. */
  readonly keyLength?: number;
  readonly prf: string;
}

/** Reads an AlgorithmIdentifier of PBKDF2. @throws PkiError `unsupported` for another derivation or hash */
export function readPbkdf2(identifier: Der): Pbkdf2 {
  const derivation = identifier.open();
  const oid = derivation.next().oid();
  if (oid !== OID.pbkdf2)
    throw new PkiError('unsupported', `key derivation ${oid} is not known. Export the file again with PBKDF2`);
  const cursor = derivation.next().open();
  const salt = cursor.next().octets();
  const iterations = cursor.next().smallInteger();
  const keyLength = cursor.optional(Tag.INTEGER)?.smallInteger();
  const hash = cursor.done ? OID.hmacSha1 : cursor.next().open().next().oid();
  const prf = prfs[hash];
  if (prf === undefined)
    throw new PkiError('unsupported', `PBKDF2 with ${hash} is not known. Export the file again with HMAC-SHA-256`);
  return { salt, iterations, keyLength, prf };
}

function wrongPassword(): PkiError {
  return new PkiError('pfx-password', 'the password does not open the file. Check the password');
}

function decipher(cipher: string, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  if (iv.length !== (cipher.startsWith('des') ? 8 : 16))
    throw new PkiError('malformed-pfx', `an initial vector of ${iv.length} bytes`);
  try {
    const stream = createDecipheriv(cipher, key, iv);
    return Buffer.concat([stream.update(data), stream.final()]);
  } catch {
    throw wrongPassword();
  }
}

/** RC2 in CBC mode, which node's OpenSSL no longer carries; only for reading old files. */
function rc2(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  if (data.length === 0 || data.length % 8 !== 0) throw wrongPassword();
  const { rc2: cipher, util } = forge();
  const stream = cipher.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  stream.start(iv.toString('latin1'));
  stream.update(util.createBuffer(data.toString('latin1')));
  if (!stream.finish()) throw wrongPassword();
  return Buffer.from(stream.output.getBytes(), 'latin1');
}

/** RC4; only for reading old files. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + s[i]! + key[i % key.length]!) & 0xff;
    [s[i], s[j]] = [s[j]!, s[i]!];
  }
  let [i, j] = [0, 0];
  return Buffer.from(data).map((octet) => {
    i = (i + 1) & 0xff;
    j = (j + s[i]!) & 0xff;
    [s[i], s[j]] = [s[j]!, s[i]!];
    return octet ^ s[(s[i]! + s[j]!) & 0xff]!;
  }) as Buffer;
}

/** How a new file is encrypted. */
export type PfxEncryption = 'legacy-3des-sha1' | 'aes256-sha256';

/** Iterations of new files: what Windows itself writes for the old scheme, a present-day count for the new one. */
export const writeIterations: Readonly<Record<PfxEncryption, number>> = {
  'legacy-3des-sha1': 2048,
  'aes256-sha256': 100_000,
};

/** Encrypts, and gives the AlgorithmIdentifier that says how. */
export function encryptWithPassword(
  scheme: PfxEncryption,
  data: Buffer,
  password: string,
  random: RandomSource,
): { algorithm: Buffer; data: Buffer } {
  const iterations = writeIterations[scheme];
  if (scheme === 'legacy-3des-sha1') {
    const salt = random(8);
    const secret = pfxPassword(password);
    const key = derivePfxKey('sha1', secret, salt, KeyPurpose.KEY, iterations, 24);
    const iv = derivePfxKey('sha1', secret, salt, KeyPurpose.IV, iterations, 8);
    const stream = createCipheriv('des-ede3-cbc', key, iv);
    return {
      algorithm: der.sequence(
        der.oid(OID.pbeSha1TripleDes),
        der.sequence(der.octetString(salt), der.integer(iterations)),
      ),
      data: Buffer.concat([stream.update(data), stream.final()]),
    };
  }
  const salt = random(16);
  const iv = random(16);
  const stream = createCipheriv(
    'aes-256-cbc',
    pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, 32, 'sha256'),
    iv,
  );
  const prf = der.sequence(der.oid(OID.hmacSha256), der.nullValue());
  const pbkdf2 = der.sequence(der.oid(OID.pbkdf2), der.sequence(der.octetString(salt), der.integer(iterations), prf));
  return {
    algorithm: der.sequence(
      der.oid(OID.pbes2),
      der.sequence(pbkdf2, der.sequence(der.oid(OID.aes256Cbc), der.octetString(iv))),
    ),
    data: Buffer.concat([stream.update(data), stream.final()]),
  };
}

/** Content of an OCTET STRING that is primitive, or constructed of pieces, under an implicit tag. */
export function implicitOctets(element: Der): Buffer {
  if (element.tag !== contextTag(0)) return element.octets(contextTag(0, false));
  return Buffer.concat(element.children(contextTag(0)).map((piece) => piece.octets()));
}
