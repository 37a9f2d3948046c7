import { PkiError } from './error';

/** The universal tags that certificates use. */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  NUMERIC_STRING: 0x12,
  PRINTABLE_STRING: 0x13,
  TELETEX_STRING: 0x14,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  VISIBLE_STRING: 0x1a,
  UNIVERSAL_STRING: 0x1c,
  BMP_STRING: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

function fail(message: string): never {
  throw new PkiError('malformed-der', message);
}

/** Context-specific tag `[n]`; constructed unless said otherwise. */
export function contextTag(n: number, constructed = true): number {
  return (constructed ? 0xa0 : 0x80) | n;
}

/**
 * Breaches of DER or of a standard that a lenient reader passed over, in words. A reader without such a list is strict: it throws at the
 * first breach.
 */
export type Breaches = string[];

/** Records the breach where the reader is lenient, else throws it. */
export function breach(lenient: Breaches | undefined, message: string): void {
  if (lenient === undefined) fail(message);
  // A hostile file has thousands; nobody reads more than a few.
  if (lenient.length < 20 && !lenient.includes(message)) lenient.push(message);
}

/** One DER element: definite, minimal lengths and low tag numbers only, as X.690 section 10 demands. */
export class Der {
  private constructor(
    public readonly buffer: Buffer,
    public readonly start: number,
    public readonly tag: number,
    public readonly contentStart: number,
    public readonly end: number,
    private readonly lenient: Breaches | undefined,
  ) {}

  /** Reads one element at `offset`; it must end at or before `limit`. */
  public static at(buffer: Buffer, offset: number, limit: number, lenient?: Breaches): Der {
    if (offset + 2 > limit) fail(`the data ends at byte ${limit} inside an element's header`);
    const tag = buffer[offset]!;
    if ((tag & 0x1f) === 0x1f) fail(`multi-byte tag at byte ${offset}`);
    const first = buffer[offset + 1]!;
    let content = offset + 2;
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      if (count === 0) fail(`indefinite length at byte ${offset}: BER, not DER`);
      if (count > 4) fail(`length of ${count} bytes at byte ${offset}`);
      if (content + count > limit) fail(`the data ends at byte ${limit} inside a length`);
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + buffer[content + i]!;
      if (length < 0x80 || buffer[content] === 0)
        breach(lenient, `length at byte ${offset} is not in its shortest form`);
      content += count;
    }
    if (content + length > limit) {
      fail(`element at byte ${offset} claims ${length} bytes but only ${limit - content} are left`);
    }
    return new Der(buffer, offset, tag, content, content + length, lenient);
  }

  /** Reads a buffer that holds exactly one element and nothing after it. */
  public static whole(buffer: Buffer, tag?: number, lenient?: Breaches): Der {
    const element = Der.at(buffer, 0, buffer.length, lenient);
    if (element.end !== buffer.length)
      breach(lenient, `${buffer.length - element.end} bytes follow the end of the element`);
    if (tag !== undefined) element.expect(tag);
    return element;
  }

  /** The list of breaches where the reader is lenient. */
  public get breaches(): Breaches | undefined {
    return this.lenient;
  }

  /** Records a breach where the reader is lenient, else throws it. */
  public breach(message: string): void {
    breach(this.lenient, message);
  }

  /** The element's content. */
  public get value(): Buffer {
    return this.buffer.subarray(this.contentStart, this.end);
  }

  /** The element with its header. */
  public get bytes(): Buffer {
    return this.buffer.subarray(this.start, this.end);
  }

  public get length(): number {
    return this.end - this.contentStart;
  }

  public expect(tag: number): this {
    if (this.tag !== tag) {
      fail(`tag 0x${this.tag.toString(16)} at byte ${this.start} where 0x${tag.toString(16)} is required`);
    }
    return this;
  }

  /** A cursor over the children; the element must have this tag (default: SEQUENCE). */
  public open(tag: number = Tag.SEQUENCE): DerCursor {
    this.expect(tag);
    return new DerCursor(this.buffer, this.contentStart, this.end, this.lenient);
  }

  public children(tag: number = Tag.SEQUENCE): Der[] {
    const cursor = this.open(tag);
    const found: Der[] = [];
    while (!cursor.done) found.push(cursor.next());
    return found;
  }

  /** Content of an explicitly tagged element: exactly one element inside. */
  public inner(): Der {
    const element = Der.at(this.buffer, this.contentStart, this.end, this.lenient);
    if (element.end !== this.end) breach(this.lenient, `bytes follow the element inside the tag at byte ${this.start}`);
    return element;
  }

  public boolean(tag: number = Tag.BOOLEAN): boolean {
    this.expect(tag);
    const octet = this.buffer[this.contentStart];
    if (this.length !== 1) fail(`BOOLEAN at byte ${this.start} has ${this.length} octets`);
    if (octet !== 0 && octet !== 0xff) breach(this.lenient, `BOOLEAN at byte ${this.start} is neither 00 nor FF`);
    return octet !== 0;
  }

  /** The two's-complement octets of an INTEGER, in shortest form. */
  public integer(tag: number = Tag.INTEGER): Buffer {
    this.expect(tag);
    const value = this.value;
    if (value.length === 0) fail(`empty INTEGER at byte ${this.start}`);
    if (value.length > 1) {
      const head = value[0]!;
      const sign = value[1]! & 0x80;
      if ((head === 0 && sign === 0) || (head === 0xff && sign !== 0)) {
        breach(this.lenient, `INTEGER at byte ${this.start} is not in its shortest form`);
      }
    }
    return value;
  }

  /** A non-negative INTEGER below 2^31. */
  public smallInteger(tag: number = Tag.INTEGER): number {
    const value = this.integer(tag);
    if (value.length > 4 || value[0]! >= 0x80) fail(`INTEGER at byte ${this.start} is out of range`);
    return value.readUIntBE(0, value.length);
  }

  public octets(tag: number = Tag.OCTET_STRING): Buffer {
    this.expect(tag);
    return this.value;
  }

  /** A BIT STRING; unused bits must be zero. */
  public bits(tag: number = Tag.BIT_STRING): { unused: number; bytes: Buffer } {
    this.expect(tag);
    if (this.length === 0) fail(`BIT STRING at byte ${this.start} lacks its first octet`);
    const unused = this.buffer[this.contentStart]!;
    const bytes = this.buffer.subarray(this.contentStart + 1, this.end);
    if (unused > 7 || (bytes.length === 0 && unused !== 0))
      fail(`BIT STRING at byte ${this.start} has ${unused} unused bits`);
    if (unused > 0 && (bytes[bytes.length - 1]! & ((1 << unused) - 1)) !== 0) {
      breach(this.lenient, `unused bits of the BIT STRING at byte ${this.start} are not zero`);
    }
    return { unused, bytes };
  }

  /** A BIT STRING that must fill whole octets: keys and signatures. */
  public wholeBits(tag: number = Tag.BIT_STRING): Buffer {
    const { unused, bytes } = this.bits(tag);
    if (unused !== 0) breach(this.lenient, `BIT STRING at byte ${this.start} does not fill whole octets`);
    return bytes;
  }

  /** Numbers of the set bits of a named-bit BIT STRING. Zero bits at the end, which DER leaves out, stand in some trusted roots. */
  public namedBits(tag: number = Tag.BIT_STRING): number[] {
    const { unused, bytes } = this.bits(tag);
    const count = bytes.length * 8 - unused;
    const set: number[] = [];
    for (let i = 0; i < count; i++) if ((bytes[i >> 3]! & (0x80 >> (i & 7))) !== 0) set.push(i);
    return set;
  }

  public oid(tag: number = Tag.OID): string {
    this.expect(tag);
    return decodeOid(this.value);
  }

  public null(): void {
    this.expect(Tag.NULL);
    if (this.length !== 0) breach(this.lenient, `NULL at byte ${this.start} has content`);
  }

  /** A time in UTCTime or GeneralizedTime, in the one form that RFC 5280 4.1.2.5 allows: seconds, Z, no fraction. */
  public time(): Date {
    const text = this.value.toString('latin1');
    if (this.tag === Tag.UTC_TIME) {
      if (!/^\d{12}Z$/.test(text)) breach(this.lenient, `UTCTime '${printable(text)}' is not YYMMDDHHMMSSZ`);
      return timeOf((Number(text.slice(0, 2)) >= 50 ? '19' : '20') + text);
    }
    this.expect(Tag.GENERALIZED_TIME);
    if (!/^\d{14}Z$/.test(text)) breach(this.lenient, `GeneralizedTime '${printable(text)}' is not YYYYMMDDHHMMSSZ`);
    return timeOf(text);
  }

  /** A string of any of the string types; each is held to its own alphabet. */
  public text(): string {
    const value = this.value;
    switch (this.tag) {
      case Tag.UTF8_STRING: {
        const text = value.toString('utf8');
        if (
          Buffer.byteLength(text, 'utf8') !== value.length ||
          (text.includes('\ufffd') && !value.includes('\ufffd'))
        ) {
          breach(this.lenient, `UTF8String at byte ${this.start} is not UTF-8`);
          return value.toString('latin1');
        }
        return text;
      }
      case Tag.PRINTABLE_STRING:
      case Tag.NUMERIC_STRING:
      case Tag.IA5_STRING:
      case Tag.VISIBLE_STRING:
        if (value.some((octet) => octet >= 0x80)) breach(this.lenient, `string at byte ${this.start} is not ASCII`);
        return value.toString('latin1');
      case Tag.TELETEX_STRING:
        return value.toString('latin1');
      case Tag.BMP_STRING: {
        if (value.length % 2 !== 0) breach(this.lenient, `BMPString at byte ${this.start} has an odd length`);
        return Buffer.from(value.subarray(0, value.length & ~1))
          .swap16()
          .toString('utf16le');
      }
      case Tag.UNIVERSAL_STRING: {
        if (value.length % 4 !== 0)
          fail(`UniversalString at byte ${this.start} has a length that is not a multiple of 4`);
        let text = '';
        for (let i = 0; i < value.length; i += 4) {
          const point = value.readUInt32BE(i);
          if (point > 0x10ffff) fail(`UniversalString at byte ${this.start} has an impossible character`);
          text += String.fromCodePoint(point);
        }
        return text;
      }
      default:
        return fail(`tag 0x${this.tag.toString(16)} at byte ${this.start} is not a string`);
    }
  }
}

/** Walks the children of one element in order. */
export class DerCursor {
  public constructor(
    private readonly buffer: Buffer,
    private position: number,
    private readonly limit: number,
    private readonly lenient?: Breaches,
  ) {}

  public get done(): boolean {
    return this.position >= this.limit;
  }

  /** Tag of the next element, or -1 at the end. */
  public get tag(): number {
    return this.position < this.limit ? this.buffer[this.position]! : -1;
  }

  public next(tag?: number): Der {
    const element = Der.at(this.buffer, this.position, this.limit, this.lenient);
    if (tag !== undefined) element.expect(tag);
    this.position = element.end;
    return element;
  }

  /** The next element if it has this tag. */
  public optional(tag: number): Der | undefined {
    return this.tag === tag ? this.next() : undefined;
  }

  public finish(): void {
    if (!this.done)
      breach(this.lenient, `unexpected element with tag 0x${this.tag.toString(16)} at byte ${this.position}`);
  }

  /** The list of breaches where the reader is lenient. */
  public get breaches(): Breaches | undefined {
    return this.lenient;
  }
}

function printable(text: string): string {
  return text.slice(0, 40).replace(/[^\x20-\x7e]/g, '?');
}

/** The moment of YYYYMMDDHHMM, with or without seconds, fraction and offset: X.680 sections 46 and 47. */
function timeOf(text: string): Date {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})?$/.exec(text);
  if (match === null) fail(`'${printable(text)}' is not a time`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    fail(`'${text}' is not a date of the calendar`);
  }
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(match[7] ?? '');
  if (offset === null) return date;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return new Date(date.getTime() + (offset[1] === '+' ? -minutes : minutes) * 60_000);
}

const oidCache = new Map<string, string>();

/** Dotted form of an OBJECT IDENTIFIER's content. */
export function decodeOid(content: Buffer): string {
  const key = content.toString('latin1');
  const known = oidCache.get(key);
  if (known !== undefined) return known;
  if (content.length === 0 || content.length > 64 || content[content.length - 1]! >= 0x80)
    fail('malformed OBJECT IDENTIFIER');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) fail('OBJECT IDENTIFIER is not in its shortest form');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (fresh) {
      if (arcs.length === 0) {
        const top = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
        arcs.push(top, arc - top * 40n);
      } else {
        arcs.push(arc);
      }
      arc = 0n;
    }
  }
  const dotted = arcs.join('.');
  // Certificates use few identifiers; the limit keeps hostile input from filling memory.
  if (oidCache.size < 4096) oidCache.set(key, dotted);
  return dotted;
}
