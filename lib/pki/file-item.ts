import { berToDer } from './ber';
import { Der, Tag, contextTag } from './der-reader';
import { derItemKind, type ItemKind } from './der-kind';
import { bareBase64, readPem } from './pem';
import { readText } from './text';

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
  const pem = readPem(text);
  notes.push(...pem.notes);
  if (pem.blocks.length > 0) {
    if (pem.blocks.length > MOST_ITEMS) notes.push(`only the first ${MOST_ITEMS} blocks were read`);
    const items = pem.blocks.slice(0, MOST_ITEMS).map(({ label, der, headers }) => pemItem(label, der, headers));
    return { items, notes };
  }
  const bare = bareBase64(text);
  if (bare !== undefined && isDer(bare)) {
    const inner = derItems(bare);
    return { items: inner.items, notes: [...notes, 'the file is base64 without BEGIN and END lines', ...inner.notes] };
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
