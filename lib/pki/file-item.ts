import { berToDer } from './der-writer';
import { carriedDer } from './carried-der';
import { contextTag, Der, Tag } from './der-reader';
import { bareBase64, readPem, readText } from './pem';
import { OID } from './oid';

/** One thing in a file: a PEM block, an element of DER, or the whole of another format. */
export interface FileItem {
  readonly kind: ItemKind;
  /** DER; of other formats the file's bytes. */
  readonly bytes: Buffer;
  /** Label of its PEM block; left out: it was no PEM. */
  readonly label?: string;
  /** RFC 1421 headers of an old encrypted key. */
  readonly headers?: string;
}

/** What a file holds, in its order. */
export interface FileItems {
  readonly items: readonly FileItem[];
  readonly notes: readonly string[];
}

/** More things in one file are a store of roots or an attack. */
const MOST_ITEMS = 5000;

const magics: readonly (readonly [string, ItemKind])[] = [
  ['feedfeed', 'java-keystore'],
  ['cececece', 'java-keystore'],
  ['0000000043455254', 'serialized-store'],
  ['1ef1b5b0', 'key-of-windows'],
  ['0602000000a40000', 'key-of-windows'],
  ['0702000000a40000', 'key-of-windows'],
  ['504b0304', 'archive'],
  ['1f8b', 'archive'],
];

const labels: readonly (readonly [RegExp, ItemKind])[] = [
  [/^(X509 |TRUSTED )?CERTIFICATE$/, 'certificate'],
  [/^(PKCS7|CMS|PKCS #7 SIGNED DATA|CERTIFICATE CHAIN)$/, 'pkcs7'],
  [/^(NEW )?CERTIFICATE REQUEST$/, 'request'],
  [/^(X509 )?CRL$/, 'revocation-list'],
  [/^PKCS ?#?12$|^PFX$/i, 'pfx'],
  [/^ENCRYPTED PRIVATE KEY$/, 'encrypted-key'],
  [/^OPENSSH PRIVATE KEY$|^SSH2 /, 'openssh'],
  [/PRIVATE KEY$/, 'private-key'],
  [/PUBLIC KEY$/, 'public-key'],
  [/PARAMETERS$/, 'parameters'],
  [/^OCSP RESPONSE$/, 'ocsp-response'],
  [/^OCSP REQUEST$/, 'ocsp-request'],
  [/^ATTRIBUTE CERTIFICATE$/, 'attribute-certificate'],
  [/^PGP /, 'openpgp'],
];

/**
 * Takes a file apart, whatever it is: PEM with text around it, in any encoding of Windows; base64 alone; DER, one element or several;
 * BER; other key stores. What a thing is follows from its structure and its label, never from the file's name.
 */
export function readFileItems(bytes: Buffer): FileItems {
  const start = bytes.toString('hex', 0, 8);
  const magic = magics.find(([prefix]) => start.startsWith(prefix));
  if (magic !== undefined) return { items: [{ kind: magic[1], bytes }], notes: [] };
  if (isDer(bytes)) return derItems(bytes);
  const { text, note } = readText(bytes);
  const notes = note === undefined ? [] : [note];
  const pem = pemItems(text);
  notes.push(...pem.notes);
  if (pem.items.length > 0) return { items: pem.items, notes };
  const bare = bareBase64(text);
  if (bare !== undefined && isDer(bare)) {
    const inner = derItems(bare);
    return { items: inner.items, notes: [...notes, 'the file is base64 without BEGIN and END lines', ...inner.notes] };
  }
  const carried = pem.notes.length > 0 ? undefined : carriedDer(text);
  if (carried !== undefined) {
    const inner = carried.parts.map((part) => (isDer(part) ? derItems(part) : pemItems(part.toString('latin1'))));
    return {
      items: inner.flatMap(({ items }) => items).slice(0, MOST_ITEMS),
      notes: [...notes, carried.note, ...inner.flatMap((one) => one.notes)],
    };
  }
  if (/^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+|PuTTY-User-Key-File-\d:) /.test(text))
    return { items: [{ kind: 'openssh', bytes }], notes };
  return { items: pem.notes.length > 0 ? [] : [{ kind: 'unknown', bytes }], notes };
}

/** Whether the bytes begin as DER or BER does, and are not a text that begins with the character 0. */
export function isDer(bytes: Buffer): boolean {
  if (bytes[0] !== Tag.SEQUENCE || bytes.length < 2) return false;
  if (bytes[1] === 0 && bytes.length > 2) return false;
  // Every structure that is read here has control characters near its start; text has none beside blanks.
  return bytes.subarray(0, 1024).some((octet) => octet < 0x09 || (octet > 0x0d && octet < 0x20 && octet !== 0x1a));
}

function pemItems(text: string): FileItems {
  const { blocks, notes } = readPem(text);
  const items = blocks.slice(0, MOST_ITEMS).map(({ label, der, headers }) => pemItem(label, der, headers));
  const cut = blocks.length > MOST_ITEMS ? [`only the first ${MOST_ITEMS} blocks were read`] : [];
  return { items, notes: [...notes, ...cut] };
}

function pemItem(label: string, der: Buffer, headers: string): FileItem {
  const known = labels.find(([pattern]) => pattern.test(label))?.[1];
  const structure = derItemKind(der);
  const more = { bytes: der, label, ...(headers === '' ? {} : { headers }) };
  if (/ENCRYPTED/.test(headers)) return { kind: 'encrypted-key', ...more };
  // Some programs label a PKCS #7 structure or a request as a certificate: its structure counts where it is clear.
  if (known === 'certificate' && structure !== 'unknown' && structure !== 'certificate')
    return { kind: structure, ...more };
  return { kind: known ?? structure, ...more };
}

function derItems(given: Buffer): FileItems {
  const notes: string[] = [];
  let bytes = given;
  if (given[1] === 0x80) {
    try {
      bytes = berToDer(given);
    } catch {
      return { items: [{ kind: 'unknown', bytes: given }], notes };
    }
  }
  const items: FileItem[] = [];
  for (let offset = 0; offset < bytes.length;) {
    if (offset > 0 && isBlank(bytes, offset)) {
      notes.push('blanks follow the end of the data');
      break;
    }
    const item = elementAt(bytes, offset);
    if (item === undefined || items.length >= MOST_ITEMS) {
      if (items.length === 0) items.push({ kind: derItemKind(bytes), bytes });
      else notes.push(`${bytes.length - offset} bytes at the end were not read: they are no further element`);
      break;
    }
    items.push({ kind: derItemKind(item), bytes: item });
    offset += item.length;
  }
  if (items.length > 1)
    notes.push(`${items.length} DER structures stand one after the other; many tools read the first only`);
  return { items, notes };
}

function elementAt(bytes: Buffer, offset: number): Buffer | undefined {
  try {
    const element = Der.at(bytes, offset, bytes.length, []);
    return element.tag === Tag.SEQUENCE || element.tag === contextTag(0) ? element.bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Blanks, zero octets and the end-of-file character of MS-DOS. */
const BLANKS: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]);

function isBlank(bytes: Buffer, offset: number): boolean {
  return bytes.length - offset <= 64 && bytes.subarray(offset).every((octet) => BLANKS.has(octet));
}

/** What one thing in a file is. */
export type ItemKind =
  | 'certificate'
  | 'pkcs7'
  | 'request'
  | 'revocation-list'
  | 'pfx'
  | 'private-key'
  | 'encrypted-key'
  | 'public-key'
  | 'ocsp-response'
  | 'ocsp-request'
  | 'cmp-message'
  | 'cms-message'
  | 'attribute-certificate'
  | 'timestamp'
  | 'parameters'
  | 'java-keystore'
  | 'serialized-store'
  | 'key-of-windows'
  | 'openssh'
  | 'openpgp'
  | 'archive'
  | 'unknown';

/** What a DER structure is, by its tags alone; a damaged inside does not matter as long as the outside can be walked. */
export function derItemKind(bytes: Buffer): ItemKind {
  try {
    const outer = Der.at(bytes, 0, bytes.length, []);
    const children = firstChildren(outer, 5);
    return outer.tag === Tag.SEQUENCE ? kindOf(children) : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** At most `count` children; a child that can't be read ends the list. */
function firstChildren(parent: Der, count: number): Der[] {
  const cursor = parent.open(parent.tag);
  const found: Der[] = [];
  while (!cursor.done && found.length < count) {
    try {
      found.push(cursor.next());
    } catch {
      break;
    }
  }
  return found;
}

function kindOf(children: readonly Der[]): ItemKind {
  const [first, second, third] = children;
  switch (first?.tag) {
    case Tag.OID:
      return first.oid() === OID.pkcs7SignedData
        ? 'pkcs7'
        : first.oid().startsWith('1.2.840.113549.1.')
          ? 'cms-message'
          : 'unknown';
    case Tag.ENUMERATED:
      return 'ocsp-response';
    case Tag.INTEGER:
      return numbered(first, second, third);
    case Tag.SEQUENCE:
      return framed(first, second, third);
    default:
      return 'unknown';
  }
}

/** Structures that begin with a version or another number. */
function numbered(first: Der, second: Der | undefined, third: Der | undefined): ItemKind {
  if (second === undefined) return 'unknown';
  if (second.tag === Tag.SEQUENCE) {
    const inner = firstChildren(second, 2);
    if (first.length === 1 && first.value[0] === 3 && inner[0]?.tag === Tag.OID && inner[1]?.tag === contextTag(0))
      return 'pfx';
    // TimeStampReq: a version, and a hash with its algorithm.
    if (inner[0]?.tag === Tag.SEQUENCE && inner[1]?.tag === Tag.OCTET_STRING) return 'timestamp';
    return third?.tag === Tag.OCTET_STRING ? 'private-key' : 'unknown';
  }
  // SEC 1: version 1 and the key.
  if (second.tag === Tag.OCTET_STRING) return 'private-key';
  if (second.tag !== Tag.INTEGER) return 'unknown';
  // PKCS #1 and the old form of DSA begin with version 0; two numbers alone are an RSA public key or Diffie-Hellman parameters.
  if (third !== undefined) return 'private-key';
  return first.length >= 32 && second.length <= 8 ? 'public-key' : 'parameters';
}

/** Structures whose first element is a SEQUENCE: what is signed, or an algorithm. */
function framed(first: Der, second: Der | undefined, third: Der | undefined): ItemKind {
  const inner = firstChildren(first, 6);
  const tags = inner.map(({ tag }) => tag);
  if (tags[0] === Tag.OID) {
    if (second?.tag === Tag.BIT_STRING) return 'public-key';
    return second?.tag === Tag.OCTET_STRING ? 'encrypted-key' : 'unknown';
  }
  if (second?.tag === Tag.SEQUENCE && third?.tag === Tag.BIT_STRING) return signed(tags);
  // PKIMessage: a header with a version and two names in their explicit tags, then a body by its number.
  if (
    tags[0] === Tag.INTEGER &&
    tags[1] !== undefined &&
    (tags[1] & 0xe0) === 0xa0 &&
    second !== undefined &&
    (second.tag & 0xe0) === 0xa0
  )
    return 'cmp-message';
  if (tags[0] === Tag.INTEGER && (second === undefined || second.tag === Tag.SEQUENCE) && third === undefined)
    return 'timestamp';
  // TBSRequest: a list of requests, each with a CertID of an algorithm, two hashes and a number.
  const requests = inner.find(({ tag }) => tag === Tag.SEQUENCE);
  const certId = requests && firstChildren(requests, 1)[0];
  const hashed = certId?.tag === Tag.SEQUENCE ? firstChildren(certId, 1)[0] : undefined;
  if (hashed?.tag === Tag.SEQUENCE && firstChildren(hashed, 4).map(({ tag }) => tag)[1] === Tag.OCTET_STRING)
    return 'ocsp-request';
  return 'unknown';
}

/** What a structure of content, algorithm and signature holds, by the tags of the content. */
function signed(tags: readonly number[]): ItemKind {
  if (tags[0] === contextTag(0)) return 'certificate';
  const from = tags[0] === Tag.INTEGER ? 1 : 0;
  const third = tags[from + 2];
  if (third === Tag.UTC_TIME || third === Tag.GENERALIZED_TIME) return 'revocation-list';
  if (from === 0) return 'unknown';
  if (tags[2] === contextTag(0)) return 'attribute-certificate';
  // A request has a name, a key and its attributes; a version 1 certificate an algorithm, a name, dates, a name and a key.
  return third === undefined || third === contextTag(0) ? 'request' : 'certificate';
}
