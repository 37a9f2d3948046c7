import { constants, sign, type KeyObject } from 'node:crypto';
import * as der from './der-writer';
import { PkiError } from './error';
import { OID } from './oid';

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
