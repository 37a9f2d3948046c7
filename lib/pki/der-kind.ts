import { Der, Tag, contextTag } from './der-reader';
import { OID } from './oid';

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
