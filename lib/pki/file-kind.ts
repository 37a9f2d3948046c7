import { berToDer } from './ber';
import { Der, Tag, contextTag } from './der-reader';
import { readPem } from './pem';
import { readText } from './text';

/** What a file holds. */
export type FileKind = 'certificate' | 'request' | 'revocation-list' | 'pfx' | 'private-key' | 'unknown';

const pemKinds: readonly (readonly [RegExp, FileKind])[] = [
  [/^(X509 |TRUSTED )?CERTIFICATE$|^PKCS7$|^CMS$|^PKCS #7 SIGNED DATA$/, 'certificate'],
  [/^(NEW )?CERTIFICATE REQUEST$/, 'request'],
  [/^(X509 )?CRL$/, 'revocation-list'],
  [/PRIVATE KEY$/, 'private-key'],
];

/** Kinds of things in a file, each once, in order of appearance; by structure, never by the file's name. */
export function fileKinds(bytes: Buffer): FileKind[] {
  if (bytes[0] === Tag.SEQUENCE) return [derKind(bytes)];
  const { text } = readText(bytes);
  const { blocks } = readPem(text);
  const kinds = blocks.map((block) => pemKinds.find(([label]) => label.test(block.label))?.[1] ?? 'unknown');
  if (blocks.length === 0) {
    const bare = text.trim();
    return [/^MI[A-Za-z0-9+/\s]+={0,2}$/.test(bare) ? derKind(Buffer.from(bare, 'base64')) : 'unknown'];
  }
  return [...new Set(kinds)];
}

function derKind(bytes: Buffer): FileKind {
  try {
    const cursor = Der.at(bytes[1] === 0x80 ? berToDer(bytes) : bytes, 0, bytes.length).open();
    const first = cursor.next();
    if (first.tag === Tag.OID) return 'certificate';
    if (first.tag === Tag.INTEGER) return first.smallInteger() === 3 ? 'pfx' : 'private-key';
    const tags = first.children().map((child) => child.tag);
    const from = tags[0] === Tag.INTEGER ? 1 : 0;
    if (tags[0] === contextTag(0)) return 'certificate';
    const third = tags[from + 2];
    if (third === Tag.UTC_TIME || third === Tag.GENERALIZED_TIME) return 'revocation-list';
    if (from === 1) return third === undefined || third === contextTag(0) ? 'request' : 'certificate';
    // An encrypted PKCS #8 key: algorithm and octets.
    return cursor.tag === Tag.OCTET_STRING ? 'private-key' : 'unknown';
  } catch {
    return 'unknown';
  }
}
