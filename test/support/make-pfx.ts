import { createCipheriv, createHmac } from 'node:crypto';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { derivePfxKey, KeyPurpose } from '../../lib/pki/pfx-key-derivation';

/** Forms of "no password" that programs write: nothing at all, or the two zero octets at the end of a text. */
export const NO_PASSWORD = { nothing: Buffer.alloc(0), terminator: Buffer.alloc(2) } as const;

export interface PfxParts {
  /** Bags in clear, as SafeContents; each list is one part, encrypted with 3DES. */
  readonly parts: readonly (readonly Buffer[])[];
  /** Octets of the password for the encryption. */
  readonly secret: Buffer;
  /** Octets of the password for the MAC; left out: there is none. */
  readonly macSecret?: Buffer;
  readonly iterations?: number;
  /** Written instead of the count that was used. */
  readonly saidIterations?: number;
}

function info(content: Buffer): Buffer {
  return der.sequence(der.oid(OID.pkcs7Data), der.context(0, true, der.octetString(content)));
}

function encrypted(
  bags: readonly Buffer[],
  { secret, iterations = 2000, saidIterations = iterations }: PfxParts,
): Buffer {
  const salt = Buffer.from('0102030405060708', 'hex');
  const key = derivePfxKey('sha1', secret, salt, KeyPurpose.KEY, iterations, 24);
  const cipher = createCipheriv('des-ede3-cbc', key, derivePfxKey('sha1', secret, salt, KeyPurpose.IV, iterations, 8));
  const data = Buffer.concat([cipher.update(der.sequence(...bags)), cipher.final()]);
  const algorithm = der.sequence(
    der.oid(OID.pbeSha1TripleDes),
    der.sequence(der.octetString(salt), der.integer(saidIterations)),
  );
  const content = der.sequence(der.oid(OID.pkcs7Data), algorithm, der.context(0, false, data));
  return der.sequence(der.oid(OID.pkcs7EncryptedData), der.context(0, true, der.sequence(der.integer(0), content)));
}

/** A PFX put together part by part, so that a test decides about each. */
export function makePfx(parts: PfxParts): Buffer {
  const { macSecret, iterations = 2000, saidIterations = iterations } = parts;
  const content = der.sequence(...parts.parts.map((bags) => encrypted(bags, parts)));
  if (macSecret === undefined) return der.sequence(der.integer(3), info(content));
  const salt = Buffer.from('1112131415161718', 'hex');
  const key = derivePfxKey('sha1', macSecret, salt, KeyPurpose.MAC, iterations, 20);
  const digest = createHmac('sha1', key).update(content).digest();
  const mac = der.sequence(
    der.sequence(der.sequence(der.oid(OID.sha1), der.nullValue()), der.octetString(digest)),
    der.octetString(salt),
    der.integer(saidIterations),
  );
  return der.sequence(der.integer(3), info(content), mac);
}

/** A bag with a certificate. */
export function certificateBag(certificate: Buffer): Buffer {
  const value = der.sequence(der.oid(OID.x509Certificate), der.context(0, true, der.octetString(certificate)));
  return der.sequence(der.oid(OID.certBag), der.context(0, true, value));
}

/** A bag with a revocation list. */
export function listBag(list: Buffer): Buffer {
  const value = der.sequence(der.oid(OID.x509Crl), der.context(0, true, der.octetString(list)));
  return der.sequence(der.oid(OID.crlBag), der.context(0, true, value));
}
