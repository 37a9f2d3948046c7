import { PkiError } from './error';
import { element } from './der-writer';

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
