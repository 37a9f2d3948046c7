import { createHmac, createPrivateKey, type KeyObject } from 'node:crypto';
import { berToDer } from './ber';
import { Certificate509 } from './certificate';
import { orderChain } from './chain';
import { Der, Tag, contextTag } from './der-reader';
import { PkiError, withLabel } from './error';
import { OID } from './oid';
import { checkIterations, decryptWithPassword, implicitOctets } from './password-encryption';
import { KeyPurpose, derivePfxKey, pfxPassword } from './pfx-key-derivation';
import { keyMatches } from './private-key';

/** What a PFX file held. */
export interface PfxFile {
  /** The key's certificate first, then its issuers upwards, then the rest. */
  readonly certificates: Certificate509[];
  readonly key?: KeyObject;
  readonly friendlyName?: string;
  readonly notes: string[];
}

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 4;
const hashByOid: Readonly<Record<string, string>> = {
  [OID.sha1]: 'sha1',
  [OID.sha224]: 'sha224',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

interface Contents {
  readonly certificates: { readonly certificate: Certificate509; readonly friendlyName?: string }[];
  readonly keys: KeyObject[];
  readonly notes: string[];
}

/**
 * Reads a PFX (PKCS #12) file of any era: RC2, RC4, 3DES or AES; RSA or elliptic-curve key.
 * @throws PkiError `pfx-password` when the password is wrong, `malformed-pfx` when the file is damaged
 */
export function readPfx(bytes: Buffer, password: string, label: string): PfxFile {
  if (bytes.length === 0) throw new PkiError('empty', 'the PFX file is empty. Export it again', label);
  if (bytes.length > MAX_BYTES)
    throw new PkiError('too-large', `${bytes.length} bytes; a PFX file has at most ${MAX_BYTES}`, label);
  return withLabel(label, 'malformed-pfx', 'the PFX file', 'Export it again, with the private key', () =>
    read(bytes, password, label),
  );
}

function read(bytes: Buffer, password: string, label: string): PfxFile {
  if (bytes[0] !== Tag.SEQUENCE)
    throw new PkiError(
      'malformed-pfx',
      'the file is no PFX (PKCS #12) file. Give the .pfx or .p12 file itself, not text',
    );
  const pfx = Der.whole(berToDer(bytes)).open();
  const version = pfx.next().smallInteger();
  if (version !== 3) throw new PkiError('malformed-pfx', `PFX version ${version}; only 3 is in use`);
  const authSafe = contentOf(pfx.next());
  const macData = pfx.optional(Tag.SEQUENCE);
  pfx.finish();
  const contents: Contents = { certificates: [], keys: [], notes: [] };
  if (macData === undefined) contents.notes.push('the file has no integrity check (MAC); Windows refuses such files');
  else checkMac(macData, authSafe, password);

  const authenticated = Der.whole(berToDer(authSafe));
  for (const info of authenticated.children()) {
    const cursor = info.open();
    const type = cursor.next().oid();
    if (type === OID.pkcs7Data) {
      readSafe(Buffer.from(octetsOf(cursor.next(contextTag(0)).inner())), password, label, contents, 0);
    } else if (type === OID.pkcs7EncryptedData) {
      const encrypted = cursor.next(contextTag(0)).inner().open();
      encrypted.next().smallInteger();
      const inner = encrypted.next().open();
      inner.next().oid();
      const algorithm = inner.next();
      readSafe(decryptWithPassword(algorithm, implicitOctets(inner.next()), password), password, label, contents, 0);
    } else {
      contents.notes.push(
        `a part of type ${type} was not read (a file encrypted for a certificate or a Windows account?)`,
      );
    }
  }
  return arrange(contents);
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

function checkMac(macData: Der, content: Buffer, password: string): void {
  const cursor = macData.open();
  const digestInfo = cursor.next().open();
  const oid = digestInfo.next().open().next().oid();
  const expected = digestInfo.next().octets();
  const salt = cursor.next().octets();
  const iterations = cursor.done ? 1 : checkIterations(cursor.next().smallInteger());
  const hash = hashByOid[oid];
  if (hash === undefined)
    throw new PkiError(
      'unsupported',
      `the integrity check uses ${oid}. Export the file again with a SHA-1 or SHA-256 MAC`,
    );
  // Some programs take no password for no octets at all, others for the two zero octets at the end.
  const secrets = password === '' ? [pfxPassword(''), Buffer.alloc(0)] : [pfxPassword(password)];
  const fits = secrets.some((secret) => {
    const key = derivePfxKey(hash, secret, salt, KeyPurpose.MAC, iterations, expected.length);
    return createHmac(hash, key).update(content).digest().equals(expected);
  });
  if (!fits)
    throw new PkiError(
      'pfx-password',
      'the password does not open the file (or the file is damaged). Check the password',
    );
}

function readSafe(bytes: Buffer, password: string, label: string, contents: Contents, depth: number): void {
  if (depth > MAX_DEPTH) throw new PkiError('malformed-pfx', 'bags are nested too deeply');
  let safe: Der;
  try {
    safe = Der.whole(berToDer(bytes));
  } catch {
    // Without a MAC a wrong key can leave padding that looks right.
    throw new PkiError(
      'pfx-password',
      'the password does not open the file (or the file is damaged). Check the password',
    );
  }
  for (const bag of safe.children()) {
    const cursor = bag.open();
    const type = cursor.next().oid();
    const value = cursor.next(contextTag(0)).inner();
    const attributes = cursor.optional(Tag.SET);
    const friendlyName = attributes && friendlyNameOf(attributes);
    if (type === OID.certBag) {
      const certificate = value.open();
      if (certificate.next().oid() !== OID.x509Certificate) {
        contents.notes.push('a certificate that is not X.509 was not read');
        continue;
      }
      const der = certificate.next(contextTag(0)).inner().octets();
      contents.certificates.push({ certificate: Certificate509.fromDer(Buffer.from(der), label), friendlyName });
    } else if (type === OID.keyBag) {
      contents.notes.push('the private key in the file is not encrypted');
      contents.keys.push(importKey(value.bytes));
    } else if (type === OID.pkcs8ShroudedKeyBag) {
      const shrouded = value.open();
      const algorithm = shrouded.next();
      contents.keys.push(importKey(decryptWithPassword(algorithm, shrouded.next().octets(), password)));
    } else if (type === OID.safeContentsBag) {
      readSafe(value.bytes, password, label, contents, depth + 1);
    } else {
      contents.notes.push(`a bag of type ${type} was not read`);
    }
  }
}

function importKey(pkcs8: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch {
    throw new PkiError(
      'malformed-key',
      'the private key in the file is damaged or of an unknown type. Export the file again',
    );
  }
}

function friendlyNameOf(attributes: Der): string | undefined {
  for (const attribute of attributes.children(Tag.SET)) {
    const cursor = attribute.open();
    if (cursor.next().oid() === OID.friendlyName) return cursor.next(Tag.SET).children(Tag.SET)[0]?.text();
  }
  return undefined;
}

/** Puts the key's certificate first and its issuers after it. */
function arrange({ certificates, keys, notes }: Contents): PfxFile {
  const all = certificates.map((c) => c.certificate);
  const key = keys.find((k) => all.some((c) => keyMatches(c, k))) ?? keys[0];
  if (keys.length === 0) notes.push('the file holds no private key: export it again with the key marked exportable');
  if (keys.length > 1) notes.push(`the file holds ${keys.length} private keys; the one with a certificate was taken`);
  const own = key === undefined ? undefined : certificates.find((c) => keyMatches(c.certificate, key));
  if (key !== undefined && own === undefined) notes.push('no certificate in the file belongs to its private key');
  const chain = orderChain(own === undefined ? all : [own.certificate, ...all.filter((c) => c !== own.certificate)]);
  const first = own?.certificate ?? chain.leaf;
  const ordered = [chain.leaf, ...chain.intermediates, ...chain.roots, ...chain.unused].filter((c) => c !== undefined);
  const sorted = first === undefined ? ordered : [first, ...ordered.filter((c) => c !== first)];
  return { certificates: sorted, key, friendlyName: own?.friendlyName, notes };
}
