import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate509 } from './certificate';
import { Der, Tag } from './der-reader';
import { PkiError } from './error';
import { isDer } from './file-item';
import { readPem, readText, writePem } from './pem';
import { PublicKeyInfo, type KeyFacts } from './public-key';

const REMEDY =
  "Give a PEM block 'PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY' or 'EC PRIVATE KEY', or its DER";
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a private key: PKCS #8 (clear or encrypted), PKCS #1, SEC 1; PEM (other blocks are skipped) or DER.
 * No part of the key or of the passphrase ever enters a message.
 * @throws PkiError `key-passphrase` when a passphrase is missing or wrong, `malformed-key` otherwise
 */
export function readPrivateKey(input: Buffer | string, passphrase?: string, label = 'private key'): KeyObject {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  if (bytes.length > MAX_BYTES)
    throw new PkiError('too-large', `${bytes.length} bytes are no private key. ${REMEDY}`, label);
  if (isDer(bytes)) return readDer(bytes, passphrase, label);
  const block = readPem(readText(bytes).text).blocks.find((b) => b.label.endsWith('PRIVATE KEY'));
  if (block === undefined) throw new PkiError('malformed-key', `no private key found. ${REMEDY}`, label);
  const pem =
    block.headers === '' ? writePem(block.label, block.der) : withHeaders(block.label, block.headers, block.der);
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase });
  } catch {
    const encrypted = block.label === 'ENCRYPTED PRIVATE KEY' || /ENCRYPTED/.test(block.headers);
    throw encrypted
      ? passphraseError(passphrase, label)
      : new PkiError('malformed-key', `the private key is damaged or of an unknown type. ${REMEDY}`, label);
  }
}

/**
 * Reads a public key: SubjectPublicKeyInfo, or the PKCS #1 form of an RSA key (label 'RSA PUBLIC KEY').
 * @returns its facts, and the key where Node can use it
 * @throws PkiError `malformed-key`
 */
export function readPublicKey(
  der: Buffer,
  pemLabel: string | undefined,
  label: string,
): { facts: KeyFacts; key?: KeyObject } {
  try {
    const isRsa = pemLabel === 'RSA PUBLIC KEY' || !isSpki(der);
    const spki = isRsa
      ? createPublicKey({ key: der, format: 'der', type: 'pkcs1' }).export({ type: 'spki', format: 'der' })
      : der;
    const info = new PublicKeyInfo(spki, []);
    try {
      return { facts: info.facts, key: info.keyObject };
    } catch {
      return { facts: info.facts };
    }
  } catch (error) {
    throw new PkiError('malformed-key', `the public key can't be read: ${(error as Error).message}`, label);
  }
}

function isSpki(der: Buffer): boolean {
  return Der.at(der, 0, der.length, []).children()[0]?.tag === Tag.SEQUENCE;
}

function readDer(bytes: Buffer, passphrase: string | undefined, label: string): KeyObject {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: bytes, format: 'der', type, passphrase });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_MISSING_PASSPHRASE') throw passphraseError(passphrase, label);
    }
  }
  throw new PkiError(
    passphrase === undefined ? 'malformed-key' : 'key-passphrase',
    `the file is no private key that can be read${passphrase === undefined ? '' : ' with this passphrase'}. ${REMEDY}`,
    label,
  );
}

function passphraseError(passphrase: string | undefined, label: string): PkiError {
  return new PkiError(
    'key-passphrase',
    passphrase === undefined
      ? 'the private key is encrypted. Give its passphrase'
      : 'the passphrase does not open the private key. Check the passphrase',
    label,
  );
}

function withHeaders(label: string, headers: string, der: Buffer): string {
  return writePem(label, der).replace('-----\n', `-----\n${headers}\n\n`);
}

/** True when the private key belongs to the certificate. */
export function keyMatches(certificate: Certificate509, key: KeyObject): boolean {
  try {
    return createPublicKey(key).equals(certificate.publicKey);
  } catch {
    return false;
  }
}
