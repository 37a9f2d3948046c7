import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import type { Certificate509 } from './certificate';
import * as der from './der-writer';
import { PkiError } from './error';
import { OID } from './oid';
import { encryptWithPassword, writeIterations, type PfxEncryption, type RandomSource } from './password-encryption';
import { derivePfxKey, KeyPurpose, pfxPassword } from './pfx-key-derivation';
import { keyMatches } from './private-key';

export interface PfxRequest {
  /** The key's certificate first, then its issuers. */
  readonly certificates: readonly Certificate509[];
  readonly key: KeyObject;
  readonly password: string;
  readonly friendlyName?: string;
  /** 'legacy-3des-sha1' for Windows Server 2016 and older, 'aes256-sha256' for 2019 and newer, OpenSSL 3 and Node. */
  readonly encryption: PfxEncryption;
  /**
   * Provider that Windows puts the key in, for example 'Microsoft RSA SChannel Cryptographic Provider': Exchange 2007
   * to 2013 can't use keys in a CNG provider. Default: Windows decides.
   */
  readonly keyProvider?: string;
  /** Default: node's crypto. */
  readonly random?: RandomSource;
}

/**
 * Writes a PFX (PKCS #12, RFC 7292) with certificates and key both encrypted and a MAC over both.
 * @throws PkiError `bad-argument` when there is no certificate, the key is not that of the first one, or there is no password
 */
export function writePfx(request: PfxRequest): Buffer {
  const { certificates, key, password, encryption, random = randomBytes } = request;
  const [leaf] = certificates;
  if (leaf === undefined)
    throw new PkiError('bad-argument', 'a PFX needs a certificate. Give the certificate of the key first');
  if (!keyMatches(leaf, key))
    throw new PkiError(
      'bad-argument',
      `the private key does not belong to the first certificate (${leaf.displayName}). Give the matching key`,
    );
  if (password === '') throw new PkiError('bad-argument', 'a PFX with a private key needs a password. Give one');
  const localKeyId = der.sequence(der.oid(OID.localKeyId), der.setOf(der.octetString(Buffer.from(leaf.sha1, 'hex'))));
  const friendlyName =
    request.friendlyName === undefined
      ? []
      : [der.sequence(der.oid(OID.friendlyName), der.setOf(der.bmpString(request.friendlyName)))];
  const provider =
    request.keyProvider === undefined
      ? []
      : [der.sequence(der.oid(OID.microsoftKeyProvider), der.setOf(der.bmpString(request.keyProvider)))];

  const certificateBags = certificates.map((certificate, i) => {
    const bag = der.sequence(der.oid(OID.x509Certificate), der.context(0, true, der.octetString(certificate.der)));
    const attributes = i === 0 ? [der.setOf(localKeyId, ...friendlyName)] : [];
    return der.sequence(der.oid(OID.certBag), der.context(0, true, bag), ...attributes);
  });
  const encrypted = encryptWithPassword(encryption, der.sequence(...certificateBags), password, random);
  const certificatePart = der.sequence(
    der.oid(OID.pkcs7EncryptedData),
    der.context(
      0,
      true,
      der.sequence(
        der.integer(0),
        der.sequence(der.oid(OID.pkcs7Data), encrypted.algorithm, der.context(0, false, encrypted.data)),
      ),
    ),
  );

  const shrouded = encryptWithPassword(encryption, key.export({ type: 'pkcs8', format: 'der' }), password, random);
  const keyBag = der.sequence(
    der.oid(OID.pkcs8ShroudedKeyBag),
    der.context(0, true, der.sequence(shrouded.algorithm, der.octetString(shrouded.data))),
    der.setOf(localKeyId, ...friendlyName, ...provider),
  );
  const authSafe = der.sequence(certificatePart, dataInfo(der.sequence(keyBag)));
  return der.sequence(der.integer(3), dataInfo(authSafe), mac(authSafe, request, random));
}

function dataInfo(content: Buffer): Buffer {
  return der.sequence(der.oid(OID.pkcs7Data), der.context(0, true, der.octetString(content)));
}

function mac(content: Buffer, { password, encryption }: PfxRequest, random: RandomSource): Buffer {
  const legacy = encryption === 'legacy-3des-sha1';
  const [hash, hashOid, length] = legacy ? (['sha1', OID.sha1, 20] as const) : (['sha256', OID.sha256, 32] as const);
  const salt = random(legacy ? 8 : 16);
  const iterations = writeIterations[encryption];
  const key = derivePfxKey(hash, pfxPassword(password), salt, KeyPurpose.MAC, iterations, length);
  const digest = createHmac(hash, key).update(content).digest();
  return der.sequence(
    der.sequence(der.sequence(der.oid(hashOid), der.nullValue()), der.octetString(digest)),
    der.octetString(salt),
    der.integer(iterations),
  );
}
