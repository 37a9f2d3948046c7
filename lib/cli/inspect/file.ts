import type { KeyObject } from 'node:crypto';
import {
  Certificate509,
  type CertificateRequestFile,
  type FileItem,
  type ItemKind,
  type KeyFacts,
  PkiError,
  readCertificates,
  readCrl,
  readCsr,
  readFileItems,
  readPfx,
  readPkcs7,
  readPrivateKey,
  readPublicKey,
  type RevocationList,
} from '../../pki';

/** A file to look at; nothing is fetched or read beside it. */
export interface InspectedInput {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a file holds, and the remarks on it. */
export interface FileView {
  readonly name: string;
  /** Kinds of the things in it, each once, in order of appearance. */
  readonly kinds: readonly string[];
  readonly notes: readonly string[];
}

/** A key of a file: private, opened or not, or public. */
export interface FoundKey {
  readonly file: string;
  readonly kind: 'private' | 'encrypted' | 'public';
  /** Left out: it is encrypted, and was not opened. */
  readonly key?: KeyObject;
  readonly facts?: KeyFacts;
  /** Cryptographic service or key storage provider that a PFX names for it. */
  readonly provider?: string;
}

/** Everything that the files hold. */
export interface Found {
  readonly files: FileView[];
  readonly certificates: Certificate509[];
  readonly requests: { readonly file: string; readonly request: CertificateRequestFile }[];
  readonly lists: { readonly file: string; readonly list: RevocationList }[];
  readonly keys: FoundKey[];
}

/** Kinds in words, with what to do about those that `inspect` does not judge. */
const OTHER_KINDS: Partial<Record<ItemKind, string>> = {
  'ocsp-response': 'an OCSP response: the answer of a CA on one certificate at one moment; give the certificate itself',
  'ocsp-request': 'an OCSP request, which holds no certificate; give the certificate itself',
  'cmp-message': 'a CMP message (RFC 4210), by which a CA is asked for certificates; give the certificate itself',
  'cms-message': 'an encrypted or enveloped PKCS #7 message, not certificates; give the certificates as .p7b or .cer',
  'attribute-certificate': 'an attribute certificate (RFC 5755), which no TLS server can use',
  timestamp: 'a time-stamp message (RFC 3161), not a certificate',
  parameters: 'parameters of a key exchange or curve, without a key; give the key or the certificate',
  'java-keystore':
    'a Java key store (JKS or JCEKS); convert it: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12',
  'serialized-store': 'a serialized certificate store of Windows (.sst); export its certificates as .p7b',
  'key-of-windows':
    'a key in the format of Windows (PVK or key blob); convert it: openssl rsa -inform PVK (or MSBLOB) -in FILE -out key.pem',
  openssh: 'a key in the format of OpenSSH or PuTTY; convert it: ssh-keygen -p -m PKCS8 -f FILE',
  openpgp: 'an OpenPGP key or message, not X.509',
  archive: 'an archive; unpack it and give the files in it',
};

const NAMES: Partial<Record<ItemKind, string>> = {
  pkcs7: 'certificate',
  'encrypted-key': 'private-key',
};

const PASSWORD_HINT = 'give its password with --password-file';

/**
 * Reads one file, thing by thing: one that can't be read becomes a note, and the others are read all the same.
 * @throws PkiError when nothing in the file can be read
 */
export function readInput({ name, bytes }: InspectedInput, password: string | undefined, found: Found): void {
  const { items, notes } = readFileItems(bytes);
  const said = [...notes];
  const failures: PkiError[] = [];
  let read = 0;
  items.forEach((item, i) => {
    const place = items.length === 1 ? name : `${name}, ${item.label === undefined ? 'item' : 'block'} ${i + 1}`;
    try {
      readItem(item, { file: name, place, password, found, notes: said });
      read++;
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
      failures.push(error);
    }
  });
  if (read === 0) {
    if (failures.length > 0) throw failures[0]!;
    // The message of the reader of certificates says what is allowed.
    readCertificates(bytes, name);
  }
  for (const failure of failures.slice(0, 20)) said.push(withoutFile(failure.message, name));
  if (failures.length > 20) said.push(`${failures.length - 20} more can't be read`);
  const kinds = items.map(({ kind }) => NAMES[kind] ?? kind);
  found.files.push({ name, kinds: [...new Set(kinds)], notes: [...new Set(said)] });
}

function withoutFile(message: string, name: string): string {
  const prefix = [`${name}, `, `${name}: `].find((start) => message.startsWith(start));
  return prefix === undefined ? message : message.slice(prefix.length);
}

interface Reading {
  readonly file: string;
  readonly place: string;
  readonly password: string | undefined;
  readonly found: Found;
  readonly notes: string[];
}

function readItem(item: FileItem, reading: Reading): void {
  const { file, place, found, notes } = reading;
  switch (item.kind) {
    case 'certificate':
      return addCertificate(certificateOf(item, place), reading);
    case 'pkcs7':
      return readSignedData(item, reading);
    case 'request': {
      const request = readCsr(item.bytes, place);
      found.requests.push({ file, request });
      notes.push(...request.notes);
      return;
    }
    case 'revocation-list':
      found.lists.push({ file, list: readCrl(item.bytes, place) });
      return;
    case 'pfx':
      return readStore(item, reading);
    case 'private-key':
    case 'encrypted-key':
      return readKey(item, reading);
    case 'public-key': {
      const facts = readPublicKey(item.bytes, item.label, place);
      found.keys.push({ file, kind: 'public', ...facts });
      return;
    }
    default: {
      const known = OTHER_KINDS[item.kind];
      if (known === undefined) {
        if (item.label === undefined) throw notACertificate(item.bytes, place);
        notes.push(`block '${item.label}' is nothing that is read here`);
        return;
      }
      notes.push(`the file holds ${known}`);
    }
  }
}

function notACertificate(bytes: Buffer, place: string): PkiError {
  try {
    readCertificates(bytes, place);
  } catch (error) {
    if (error instanceof PkiError) return error;
  }
  return new PkiError(
    'not-a-certificate',
    'nothing that is known. Give a certificate, PFX, request, list or key',
    place,
  );
}

/** OpenSSL's trusted certificates carry its own trust settings after the certificate. */
function certificateOf({ bytes, label }: FileItem, place: string): Certificate509 {
  if (label !== 'TRUSTED CERTIFICATE') return Certificate509.fromDer(bytes, place);
  return Certificate509.fromDer(readFileItems(bytes).items[0]!.bytes, place);
}

function addCertificate(certificate: Certificate509, { found, notes }: Reading): void {
  if (found.certificates.some((known) => known.sha256 === certificate.sha256)) {
    notes.push(`certificate ${certificate.displayName} stands twice`);
    return;
  }
  found.certificates.push(certificate);
}

function readSignedData(item: FileItem, reading: Reading): void {
  const { file, place, found, notes } = reading;
  let contents: ReturnType<typeof readPkcs7>;
  try {
    contents = readPkcs7(item.bytes);
  } catch (error) {
    throw new PkiError('malformed-pkcs7', `the PKCS #7 file can't be read: ${(error as Error).message}`, place);
  }
  const { certificates, revocationLists } = contents;
  const failures: unknown[] = [];
  const attempt = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      failures.push(error);
      notes.push((error as Error).message);
    }
  };
  certificates.forEach((der, i) =>
    attempt(() => addCertificate(Certificate509.fromDer(der, `${place}, certificate ${i + 1}`), reading)),
  );
  revocationLists.forEach((der, i) =>
    attempt(() => found.lists.push({ file, list: readCrl(der, `${place}, list ${i + 1}`) })),
  );
  const count = certificates.length + revocationLists.length;
  if (count === 0) notes.push('the PKCS #7 file holds neither certificates nor revocation lists');
  else if (failures.length === count) throw failures[0];
}

/** Without a password the empty one is tried: many files that hold certificates alone have it. */
function readStore(item: FileItem, { file, place, password, found, notes }: Reading): void {
  let store: ReturnType<typeof readPfx>;
  try {
    store = readPfx(item.bytes, password ?? '', place);
  } catch (error) {
    if (password === undefined && error instanceof PkiError && error.code === 'pfx-password')
      throw new PkiError('pfx-password', `the PFX file needs its password. Give it with --password-file`, place);
    throw error;
  }
  for (const certificate of store.certificates)
    if (!found.certificates.some((known) => known.sha256 === certificate.sha256)) found.certificates.push(certificate);
  for (const list of store.revocationLists) found.lists.push({ file, list });
  for (const { key, provider } of store.keys) found.keys.push({ file, kind: 'private', key, provider });
  notes.push(...store.notes);
}

/** An encrypted key that can't be opened is shown as such: what stands beside it in the file is read all the same. */
function readKey(item: FileItem, { file, place, password, found, notes }: Reading): void {
  try {
    const key = readPrivateKey(pemOf(item), password, place);
    found.keys.push({ file, kind: 'private', key });
  } catch (error) {
    if (!(error instanceof PkiError) || error.code !== 'key-passphrase') throw error;
    found.keys.push({ file, kind: 'encrypted' });
    notes.push(
      password === undefined
        ? `the private key is encrypted; ${PASSWORD_HINT}`
        : 'the password does not open the private key; check it',
    );
  }
}

function pemOf({ bytes, label, headers }: FileItem): Buffer {
  if (label === undefined) return bytes;
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  const head = headers === undefined ? '' : `${headers}\n\n`;
  return Buffer.from(`-----BEGIN ${label}-----\n${head}${lines.join('\n')}\n-----END ${label}-----\n`);
}

/** A bundle with more chains is a store of roots; the rest is listed. */
const MOST_CHAINS = 50;

/** The certificates to begin chains with: those of servers, or where there are none those that issued no other. */
export function endsOf(certificates: readonly Certificate509[]): Certificate509[] {
  const issuers = new Set<string>();
  for (const c of certificates) if (!c.isSelfIssued) issuers.add(c.issuerName.comparisonKey);
  const leaves = certificates.filter(
    (c) => isServers(c) && !(c.isSelfIssued && issuers.has(c.subjectName.comparisonKey)),
  );
  if (leaves.length > 0) return leaves.slice(0, MOST_CHAINS);
  const ends = certificates.filter((c) => !issuers.has(c.subjectName.comparisonKey));
  return (ends.length > 0 ? ends : certificates.slice(0, 1)).slice(0, MOST_CHAINS);
}

/** Whether it may be a server's: no CA's, or self-signed with names for servers, as `openssl req -x509` makes it. */
export function isServers(c: Certificate509): boolean {
  if (!c.isCa) return true;
  const named = c.dnsNames.length > 0 || c.ipAddresses.length > 0;
  return c.isSelfIssued && (named || c.extendedKeyUsage?.includes('serverAuth') === true);
}

/** Attributes that the certificates of one organization share: O and DC. */
const OWNERS = ['2.5.4.10', '0.9.2342.19200300.100.1.25'];

/**
 * The roots of the files that a certificate may lead to: they bear the name of an issuer on the way, or belong to the same organization
 * as an issuer that is missing. Any other root stands beside it by chance.
 */
export function rootsAbove(
  leaf: Certificate509,
  roots: readonly Certificate509[],
  bag: readonly Certificate509[],
): Certificate509[] {
  const wanted = new Map([[leaf.issuerName.comparisonKey, leaf.issuerName]]);
  // A Map goes on to what is added while it is walked.
  for (const [key] of wanted)
    for (const { subjectName, issuerName } of bag)
      if (subjectName.comparisonKey === key) wanted.set(issuerName.comparisonKey, issuerName);
  const available = new Set(bag.map(({ subjectName }) => subjectName.comparisonKey));
  const missing = [...wanted.values()].filter(({ comparisonKey }) => !available.has(comparisonKey));
  const owners = new Set(missing.flatMap((name) => ownersOf(name)));
  return roots.filter(
    ({ subjectName }) =>
      wanted.has(subjectName.comparisonKey) || ownersOf(subjectName).some((owner) => owners.has(owner)),
  );
}

function ownersOf(name: Certificate509['subjectName']): string[] {
  return OWNERS.map((type) => name.values(type).join('.').toLowerCase()).filter((owner) => owner !== '');
}
