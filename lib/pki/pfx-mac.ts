import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { tls } from '../late';
import type { Der } from './der-reader';
import { PkiError } from './error';
import { OID } from './oid';
import { readPbkdf2 } from './password-encryption';
import { derivePfxKey, KeyPurpose, type PfxPassword, type PfxWork } from './pfx-key-derivation';

const hashByOid: Readonly<Record<string, readonly [string, number]>> = {
  [OID.sha1]: ['sha1', 20],
  [OID.sha224]: ['sha224', 28],
  [OID.sha256]: ['sha256', 32],
  [OID.sha384]: ['sha384', 48],
  [OID.sha512]: ['sha512', 64],
  [OID.sha512_224]: ['sha512-224', 28],
  [OID.sha512_256]: ['sha512-256', 32],
  [OID.sha3_224]: ['sha3-224', 28],
  [OID.sha3_256]: ['sha3-256', 32],
  [OID.sha3_384]: ['sha3-384', 48],
  [OID.sha3_512]: ['sha3-512', 64],
  [OID.md5]: ['md5', 16],
  [OID.ripemd160]: ['ripemd160', 20],
};

const hmacHashes: Readonly<Record<string, readonly [string, number]>> = {
  [OID.hmacSha1]: ['sha1', 20],
  [OID.hmacSha224]: ['sha224', 28],
  [OID.hmacSha256]: ['sha256', 32],
  [OID.hmacSha384]: ['sha384', 48],
  [OID.hmacSha512]: ['sha512', 64],
  [OID.hmacSha512_224]: ['sha512-224', 28],
  [OID.hmacSha512_256]: ['sha512-256', 32],
  [OID.hmacSha3_224]: ['sha3-224', 28],
  [OID.hmacSha3_256]: ['sha3-256', 32],
  [OID.hmacSha3_384]: ['sha3-384', 48],
  [OID.hmacSha3_512]: ['sha3-512', 64],
};

/** From here on the rounds take longer than opening the whole file inside OpenSSL does. */
const MANY_ROUNDS = 10_000;

/** The file, its signed content and the password. */
export interface MacQuestion {
  readonly file: Buffer;
  readonly content: Buffer;
  readonly password: PfxPassword;
  readonly work: PfxWork;
}

/**
 * Checks the integrity of a PFX: RFC 7292 4 and appendix B, or PBMAC1 of RFC 9579.
 * @throws PkiError `pfx-password` when it does not fit, `unsupported` for an unknown scheme
 */
export function checkMac(macData: Der, question: MacQuestion): void {
  const cursor = macData.open();
  const digestInfo = cursor.next().open();
  const algorithm = digestInfo.next().open();
  const oid = algorithm.next().oid();
  const expected = digestInfo.next().octets();
  const salt = cursor.next().octets();
  const iterations = cursor.done ? 1 : cursor.next().smallInteger();
  const fits =
    oid === OID.pbmac1
      ? fitsPbmac1(algorithm.next(), expected, question)
      : fitsClassic(oid, { expected, salt, iterations }, question);
  if (!fits)
    throw new PkiError(
      'pfx-password',
      'the password does not open the file (or the file is damaged). Check the password',
    );
}

interface ClassicMac {
  readonly expected: Buffer;
  readonly salt: Buffer;
  readonly iterations: number;
}

function fitsClassic(oid: string, { expected, salt, iterations }: ClassicMac, question: MacQuestion): boolean {
  const { content, password, work, file } = question;
  const [hash, length] = hashByOid[oid] ?? unknownMac(oid);
  if (expected.length !== length)
    throw new PkiError('malformed-pfx', `the integrity check has ${expected.length} octets; ${hash} gives ${length}`);
  if (iterations > MANY_ROUNDS) {
    work.spendRounds(iterations, false);
    const native = checkedByOpenssl(file, password.text);
    if (native !== undefined) return native;
  }
  return password.forms.some((form) => {
    work.spendRounds(iterations, true);
    const key = derivePfxKey(hash, form, salt, KeyPurpose.MAC, iterations, length);
    const isFit = equal(createHmac(hash, key).update(content).digest(), expected);
    if (isFit) password.prefer(form);
    return isFit;
  });
}

/** PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }; the salt and the count of MacData do not matter. */
function fitsPbmac1(parameters: Der, expected: Buffer, { content, password, work }: MacQuestion): boolean {
  const cursor = parameters.open();
  const derivation = readPbkdf2(cursor.next());
  const scheme = cursor.next().open().next().oid();
  const [hash, length] = hmacHashes[scheme] ?? unknownMac(scheme);
  // RFC 9579 section 5: the length of the key must be given, and one of under 20 octets is refused.
  const { keyLength } = derivation;
  if (keyLength === undefined || keyLength < 20 || keyLength > 1024)
    throw new PkiError('malformed-pfx', 'the integrity check names no usable length of its key (RFC 9579 section 5)');
  if (expected.length !== length) return false;
  work.spendRounds(derivation.iterations * Math.ceil(keyLength / length), false);
  const key = pbkdf2Sync(password.utf8, derivation.salt, derivation.iterations, keyLength, derivation.prf);
  return equal(createHmac(hash, key).update(content).digest(), expected);
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function unknownMac(oid: string): never {
  throw new PkiError(
    'unsupported',
    `the integrity check uses ${oid}. Export the file again with a SHA-1 or SHA-256 MAC`,
  );
}

/**
 * What OpenSSL, inside node, says of password and integrity; undefined where it can't read the file for another reason. Node has no
 * other way to the key derivation of RFC 7292, and made of single hashes it takes thirty times as long.
 */
function checkedByOpenssl(file: Buffer, password: string): boolean | undefined {
  const { createSecureContext } = tls();
  try {
    createSecureContext({ pfx: file, passphrase: password });
    return true;
  } catch (error) {
    const { message } = error as Error;
    if (/mac verify failure/i.test(message)) return false;
    // It comes so far, to the certificate or to a cipher that it does not have, only when the integrity is checked.
    return /unable to load PFX certificate|unsupported PKCS12/i.test(message) ? true : undefined;
  }
}
