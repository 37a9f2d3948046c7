import { createPrivateKey, type KeyObject } from 'node:crypto';
import { berToDer } from './der-writer';
import { Certificate509 } from './certificate';
import { orderChain } from './chain';
import { readCrl, type RevocationList } from './crl';
import { Der, Tag, contextTag } from './der-reader';
import { PkiError, withLabel } from './error';
import { isDer } from './file-item';
import { OID } from './oid';
import { decryptWithPassword, implicitOctets } from './password-encryption';
import { bareBase64, readPem, readText } from './pem';
import { PfxPassword, PfxWork } from './pfx-key-derivation';
import { checkMac } from './pfx-mac';
import { keyMatches } from './private-key';

/** A private key of a PFX. */
export interface PfxKey {
  readonly key: KeyObject;
  /**
   * Cryptographic service or key storage provider that Windows puts the key in, from Microsoft's attribute 1.3.6.1.4.1.311.17.1; left
   * out where the file names none.
   */
  readonly provider?: string;
}

/** What a PFX file held. */
export interface PfxFile {
  /** The key's certificate first, then its issuers upwards, then the rest. */
  readonly certificates: Certificate509[];
  /** The private key that belongs to the first certificate, or the first of the file. */
  readonly key?: KeyObject;
  /** Its provider. */
  readonly keyProvider?: string;
  readonly keys: readonly PfxKey[];
  readonly revocationLists: readonly RevocationList[];
  readonly friendlyName?: string;
  readonly notes: string[];
}

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 4;

interface Contents {
  readonly certificates: { readonly certificate: Certificate509; readonly friendlyName?: string }[];
  readonly keys: PfxKey[];
  readonly revocationLists: RevocationList[];
  readonly notes: string[];
}

/** What every part of the file is read with. */
interface Reading {
  readonly password: PfxPassword;
  readonly work: PfxWork;
  readonly label: string;
  readonly contents: Contents;
}

/**
 * Reads a PFX (PKCS #12) file of any era: RC2, RC4, 3DES or AES; a classic MAC or PBMAC1; RSA or elliptic-curve key; DER, or base64 with
 * or without BEGIN and END lines. The integrity is checked before anything is decrypted.
 * @param password an empty one stands for none, in both forms that programs write
 * @throws PkiError `pfx-password` when the password is wrong, `malformed-pfx` when the file is damaged, `unsupported` when it asks for
 * too much work or uses unknown algorithms
 */
export function readPfx(bytes: Buffer, password: string, label: string): PfxFile {
  if (bytes.length === 0) throw new PkiError('empty', 'the PFX file is empty. Export it again', label);
  if (bytes.length > MAX_BYTES)
    throw new PkiError('too-large', `${bytes.length} bytes; a PFX file has at most ${MAX_BYTES}`, label);
  return withLabel(label, 'malformed-pfx', 'the PFX file', 'Export it again, with the private key', () =>
    read(derOf(bytes), new PfxPassword(password), label),
  );
}

function derOf(bytes: Buffer): Buffer {
  if (isDer(bytes)) return bytes;
  const { text } = readText(bytes);
  const der = readPem(text).blocks.find((block) => /^(PKCS ?#?12|PFX)$/.test(block.label))?.der ?? bareBase64(text);
  if (der !== undefined) return der;
  throw new PkiError(
    'malformed-pfx',
    'the file is no PFX (PKCS #12) file. Give the .pfx or .p12 file itself, or its base64',
  );
}

function read(bytes: Buffer, password: PfxPassword, label: string): PfxFile {
  const pfx = Der.whole(berToDer(bytes)).open();
  const version = pfx.next().smallInteger();
  if (version !== 3) throw new PkiError('malformed-pfx', `PFX version ${version}; only 3 is in use`);
  const authSafe = contentOf(pfx.next());
  const macData = pfx.optional(Tag.SEQUENCE);
  pfx.finish();
  const contents: Contents = { certificates: [], keys: [], revocationLists: [], notes: [] };
  const reading: Reading = { password, work: new PfxWork(), label, contents };
  if (macData === undefined) contents.notes.push('the file has no integrity check (MAC); Windows refuses such files');
  else checkMac(macData, { file: bytes, content: authSafe, password, work: reading.work });

  const authenticated = Der.whole(berToDer(authSafe));
  for (const info of authenticated.children()) {
    const cursor = info.open();
    const type = cursor.next().oid();
    if (type === OID.pkcs7Data) {
      readSafe(Buffer.from(octetsOf(cursor.next(contextTag(0)).inner())), reading, 0);
    } else if (type === OID.pkcs7EncryptedData) {
      const encrypted = cursor.next(contextTag(0)).inner().open();
      encrypted.next().smallInteger();
      const inner = encrypted.next().open();
      inner.next().oid();
      const algorithm = inner.next();
      readSafe(decrypt(algorithm, implicitOctets(inner.next()), reading), reading, 0);
    } else {
      contents.notes.push(
        `a part of type ${type} was not read (a file encrypted for a certificate or a Windows account?)`,
      );
    }
  }
  return arrange(contents);
}

function decrypt(algorithm: Der, data: Buffer, { password, work }: Reading): Buffer {
  return decryptWithPassword(algorithm, data, password, work, isSequence);
}

function isSequence(bytes: Buffer): boolean {
  try {
    return Der.whole(berToDer(bytes)).tag === Tag.SEQUENCE;
  } catch {
    return false;
  }
}

/** ContentInfo with plain data. */
function contentOf(info: Der): Buffer {
  const cursor = info.open();
  const type = cursor.next().oid();
  if (type !== OID.pkcs7Data)
    throw new PkiError(
      'unsupported',
      `the PFX is protected by content type ${type}, not by a password. Export it with a password`,
    );
  return octetsOf(cursor.next(contextTag(0)).inner());
}

function octetsOf(element: Der): Buffer {
  return element.octets(Tag.OCTET_STRING);
}

function readSafe(bytes: Buffer, reading: Reading, depth: number): void {
  const { contents, label, work } = reading;
  if (depth > MAX_DEPTH) throw new PkiError('malformed-pfx', 'bags are nested too deeply');
  for (const bag of Der.whole(berToDer(bytes)).children()) {
    work.spendBag();
    const cursor = bag.open();
    const type = cursor.next().oid();
    const value = cursor.next(contextTag(0)).inner();
    const attributes = cursor.optional(Tag.SET);
    if (type === OID.certBag || type === OID.crlBag) {
      // One that can't be read does not hide the others.
      try {
        readValue(value, attributes && attributeText(attributes, OID.friendlyName), reading);
      } catch (error) {
        contents.notes.push((error as Error).message.replace(`${label}: `, ''));
      }
    } else if (type === OID.keyBag) {
      contents.notes.push('the private key in the file is not encrypted');
      contents.keys.push(keyOf(value.bytes, attributes));
    } else if (type === OID.pkcs8ShroudedKeyBag) {
      const shrouded = value.open();
      const algorithm = shrouded.next();
      contents.keys.push(keyOf(decrypt(algorithm, shrouded.next().octets(), reading), attributes));
    } else if (type === OID.safeContentsBag) {
      readSafe(value.bytes, reading, depth + 1);
    } else {
      contents.notes.push(`a bag of type ${type} was not read`);
    }
  }
}

/** A certificate or a revocation list: SEQUENCE { type, [0] EXPLICIT OCTET STRING }. */
function readValue(value: Der, friendlyName: string | undefined, { contents, label }: Reading): void {
  const cursor = value.open();
  const type = cursor.next().oid();
  const der = (): Buffer => Buffer.from(cursor.next(contextTag(0)).inner().octets());
  if (type === OID.x509Certificate)
    contents.certificates.push({ certificate: Certificate509.fromDer(der(), label), friendlyName });
  else if (type === OID.x509Crl) contents.revocationLists.push(readCrl(der(), label));
  else contents.notes.push('a certificate that is not X.509 was not read');
}

function keyOf(pkcs8: Buffer, attributes: Der | undefined): PfxKey {
  const provider = attributes && attributeText(attributes, OID.microsoftKeyProvider);
  try {
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    return provider === undefined ? { key } : { key, provider };
  } catch {
    throw new PkiError(
      'malformed-key',
      'the private key in the file is damaged or of an unknown type. Export the file again',
    );
  }
}

function attributeText(attributes: Der, oid: string): string | undefined {
  for (const attribute of attributes.children(Tag.SET)) {
    const cursor = attribute.open();
    if (cursor.next().oid() === oid) return cursor.next(Tag.SET).children(Tag.SET)[0]?.text();
  }
  return undefined;
}

/** Puts the key's certificate first and its issuers after it. */
function arrange({ certificates, keys, revocationLists, notes }: Contents): PfxFile {
  const all = certificates.map((c) => c.certificate);
  const main = keys.find(({ key }) => all.some((c) => keyMatches(c, key))) ?? keys[0];
  if (keys.length === 0) notes.push('the file holds no private key: export it again with the key marked exportable');
  if (keys.length > 1) notes.push(`the file holds ${keys.length} private keys; the one with a certificate was taken`);
  const own = main && certificates.find((c) => keyMatches(c.certificate, main.key));
  if (main !== undefined && own === undefined) notes.push('no certificate in the file belongs to its private key');
  const chain = orderChain(own === undefined ? all : [own.certificate, ...all.filter((c) => c !== own.certificate)]);
  const first = own?.certificate ?? chain.leaf;
  const ordered = [chain.leaf, ...chain.intermediates, ...chain.roots, ...chain.unused].filter((c) => c !== undefined);
  const sorted = first === undefined ? ordered : [first, ...ordered.filter((c) => c !== first)];
  return {
    certificates: sorted,
    key: main?.key,
    ...(main?.provider === undefined ? {} : { keyProvider: main.provider }),
    keys,
    revocationLists,
    friendlyName: own?.friendlyName,
    notes,
  };
}
