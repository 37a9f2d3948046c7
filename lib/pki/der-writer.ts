import { contextTag, Tag } from './der-reader';
import { PkiError } from './error';

/** One element from its tag and content. */
export function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  let header: Buffer;
  if (length < 0x80) {
    header = Buffer.from([tag, length]);
  } else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
    header = Buffer.from([tag, 0x80 | octets.length, ...octets]);
  }
  return Buffer.concat([header, ...content]);
}

export function sequence(...content: readonly Buffer[]): Buffer {
  return element(Tag.SEQUENCE, ...content);
}

/** A SET OF: DER orders the members by their encoding. */
export function setOf(...content: readonly Buffer[]): Buffer {
  return element(Tag.SET, ...[...content].sort(Buffer.compare));
}

/** `[n]` around whole elements, or around content when primitive. */
export function context(n: number, constructed: boolean, ...content: readonly Buffer[]): Buffer {
  return element(contextTag(n, constructed), ...content);
}

export function boolean(value: boolean): Buffer {
  return element(Tag.BOOLEAN, Buffer.from([value ? 0xff : 0]));
}

/** An INTEGER from a number or from the octets of a non-negative value. */
export function integer(value: number | bigint | Buffer): Buffer {
  let octets: Buffer;
  if (Buffer.isBuffer(value)) {
    let from = 0;
    while (from < value.length - 1 && value[from] === 0) from++;
    octets = value.subarray(from);
    if (octets.length === 0) octets = Buffer.from([0]);
    if (octets[0]! >= 0x80) octets = Buffer.concat([Buffer.from([0]), octets]);
  } else {
    let hex = BigInt(value).toString(16);
    if (hex.length % 2 === 1) hex = `0${hex}`;
    octets = Buffer.from(hex, 'hex');
    if (octets[0]! >= 0x80) octets = Buffer.concat([Buffer.from([0]), octets]);
  }
  return element(Tag.INTEGER, octets);
}

export function octetString(content: Buffer): Buffer {
  return element(Tag.OCTET_STRING, content);
}

export function bitString(content: Buffer, unused = 0): Buffer {
  return element(Tag.BIT_STRING, Buffer.from([unused]), content);
}

/** A named-bit BIT STRING with these bits set. */
export function namedBits(set: readonly number[]): Buffer {
  if (set.length === 0) return element(Tag.BIT_STRING, Buffer.from([0]));
  const highest = Math.max(...set);
  const bytes = Buffer.alloc((highest >> 3) + 1);
  for (const bit of set) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return bitString(bytes, 7 - (highest & 7));
}

export function nullValue(): Buffer {
  return element(Tag.NULL);
}

export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const group = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) group.unshift(0x80 | (left % 128));
    octets.push(...group);
  }
  return element(Tag.OID, Buffer.from(octets));
}

export function utf8String(text: string): Buffer {
  return element(Tag.UTF8_STRING, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Buffer {
  return element(Tag.PRINTABLE_STRING, Buffer.from(text, 'latin1'));
}

export function ia5String(text: string): Buffer {
  return element(Tag.IA5_STRING, Buffer.from(text, 'latin1'));
}

export function bmpString(text: string): Buffer {
  return element(Tag.BMP_STRING, Buffer.from(text, 'utf16le').swap16());
}

/** Seconds precision; UTCTime until 2049 and GeneralizedTime after, as RFC 5280 4.1.2.5 demands. */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? element(Tag.UTC_TIME, Buffer.from(text.slice(2), 'latin1'))
    : element(Tag.GENERALIZED_TIME, Buffer.from(text, 'latin1'));
}

export function generalizedTime(date: Date): Buffer {
  return element(
    Tag.GENERALIZED_TIME,
    Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'latin1'),
  );
}

const MAX_DEPTH = 64;

/**
 * Rewrites BER as DER as far as old PKCS #12 and PKCS #7 files need it: indefinite lengths become definite and string
 * pieces are joined. DER comes back as it is.
 */
export function berToDer(bytes: Buffer): Buffer {
  const { der, end } = convert(bytes, 0, bytes.length, 0);
  if (!/^[\0\s]*$/.test(bytes.toString('latin1', end, Math.min(bytes.length, end + 64)))) {
    throw new PkiError('malformed-der', `bytes follow the end of the structure at byte ${end}`);
  }
  return der;
}

interface Converted {
  readonly der: Buffer;
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

function convert(bytes: Buffer, offset: number, limit: number, depth: number): Converted {
  if (depth > MAX_DEPTH) throw new PkiError('malformed-der', 'elements are nested too deeply');
  if (offset + 2 > limit) throw new PkiError('malformed-der', `the data ends at byte ${limit} inside an element`);
  const tag = bytes[offset]!;
  if ((tag & 0x1f) === 0x1f) throw new PkiError('malformed-der', `multi-byte tag at byte ${offset}`);
  const constructed = (tag & 0x20) !== 0;
  const first = bytes[offset + 1]!;
  let start = offset + 2;
  let end = limit;
  const indefinite = first === 0x80;
  if (!indefinite) {
    let length = first;
    if (first > 0x80) {
      const count = first & 0x7f;
      if (count > 6 || start + count > limit) throw new PkiError('malformed-der', `bad length at byte ${offset}`);
      length = bytes.readUIntBE(start, count);
      start += count;
    }
    end = start + length;
    if (end > limit) throw new PkiError('malformed-der', `element at byte ${offset} is longer than the data`);
  } else if (!constructed) {
    throw new PkiError('malformed-der', `primitive element of indefinite length at byte ${offset}`);
  }
  if (!constructed) {
    const content = bytes.subarray(start, end);
    return { der: element(tag, content), tag, content, end };
  }
  const children: Converted[] = [];
  let position = start;
  for (;;) {
    if (indefinite) {
      if (position + 2 > limit)
        throw new PkiError('malformed-der', 'the end of an element of indefinite length is missing');
      if (bytes[position] === 0 && bytes[position + 1] === 0) {
        end = position + 2;
        break;
      }
    } else if (position >= end) break;
    const child = convert(bytes, position, end, depth + 1);
    children.push(child);
    position = child.end;
  }
  // A constructed OCTET STRING is its pieces joined.
  if (tag === 0x24) {
    const content = Buffer.concat(children.map((child) => child.content));
    return { der: element(0x04, content), tag: 0x04, content, end };
  }
  const content = Buffer.concat(children.map((child) => child.der));
  return { der: element(tag, content), tag, content, end };
}
