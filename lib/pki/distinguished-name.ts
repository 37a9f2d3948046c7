import { Der, Tag, breach, type Breaches } from './der-reader';
import { element, ia5String, oid, printableString, sequence, utf8String } from './der-writer';
import { attributeNames } from './oid';

/** One attribute of a distinguished name. */
export interface NameAttribute {
  readonly oid: string;
  readonly value: string;
  /** The value is no string: its encoding in hexadecimal. */
  readonly raw?: boolean;
}

/** A distinguished name: relative names in the certificate's order (most general first). */
export class DistinguishedName {
  public readonly rdns: readonly (readonly NameAttribute[])[];
  private canonical?: readonly string[];
  private key?: string;

  /** @param lenient takes breaches of the encoding; left out: they throw */
  public constructor(
    public readonly der: Buffer,
    lenient?: Breaches,
  ) {
    const rdns: NameAttribute[][] = [];
    const cursor = Der.whole(der, undefined, lenient).open();
    while (!cursor.done) {
      const set = cursor.next().open(Tag.SET);
      const attributes: NameAttribute[] = [];
      while (!set.done) {
        const pair = set.next().open();
        const type = pair.next().oid();
        const value = pair.next();
        pair.finish();
        attributes.push(isString(value.tag) ? { oid: type, value: value.text() } : rawAttribute(type, value));
      }
      if (attributes.length === 0) breach(lenient, 'a relative distinguished name is empty');
      rdns.push(attributes);
    }
    this.rdns = rdns;
  }

  public get isEmpty(): boolean {
    return this.rdns.length === 0;
  }

  /** All values of one attribute type, in order. */
  public values(type: string): string[] {
    const found: string[] = [];
    for (const rdn of this.rdns) for (const attribute of rdn) if (attribute.oid === type) found.push(attribute.value);
    return found;
  }

  /** RFC 4514: most specific first. */
  public toString(): string {
    return [...this.rdns]
      .reverse()
      .map((rdn) => rdn.map(attributeText).join('+'))
      .join(',');
  }

  /** Each relative name in a form in which equal names are equal strings: RFC 5280 7.1 (case and inner blanks fold). */
  public get canonicalRdns(): readonly string[] {
    return (this.canonical ??= this.rdns.map((rdn) => {
      const folded = rdn.map((a) => `${a.oid}=${foldValue(a.value)}`);
      return (folded.length > 1 ? folded.sort() : folded).join('\u0001');
    }));
  }

  /** Equal for equal names. */
  public get comparisonKey(): string {
    return (this.key ??= this.canonicalRdns.join('\u0002'));
  }

  /** True when this name lies in the subtree that `base` names: RFC 5280 4.2.1.10, directoryName. */
  public isWithin(base: DistinguishedName): boolean {
    const wanted = base.canonicalRdns;
    const mine = this.canonicalRdns;
    return wanted.length <= mine.length && wanted.every((rdn, i) => rdn === mine[i]);
  }
}

/** RFC 4514 2.4: a value that is no string stands as # and the hexadecimal of its BER. */
function rawAttribute(type: string, value: Der): NameAttribute {
  return { oid: type, value: `#${value.bytes.toString('hex')}`, raw: true };
}

function attributeText({ oid: type, value, raw }: NameAttribute): string {
  return `${attributeNames[type] ?? type}=${raw === true ? value : escapeValue(value)}`;
}

function isString(tag: number): boolean {
  return (
    tag === Tag.UTF8_STRING ||
    tag === Tag.PRINTABLE_STRING ||
    tag === Tag.IA5_STRING ||
    tag === Tag.TELETEX_STRING ||
    tag === Tag.BMP_STRING ||
    tag === Tag.UNIVERSAL_STRING ||
    tag === Tag.NUMERIC_STRING ||
    tag === Tag.VISIBLE_STRING
  );
}

function foldValue(value: string): string {
  const text = /^[\x20-\x7e]*$/.test(value) ? value : value.normalize('NFKC');
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function escapeValue(value: string): string {
  return (
    value
      .replace(/[\\"+,;<>]/g, '\\$&')
      // eslint-disable-next-line no-control-regex
      .replace(/[\x00-\x1f\x7f]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
      .replace(/^[ #]/, '\\$&')
      .replace(/ $/, '\\ ')
  );
}

const writable: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(attributeNames).map(([dotted, name]) => [name.toUpperCase(), dotted]),
);

/**
 * Encodes a name from attributes in certificate order, for example `[['C', 'DE'], ['O', 'Contoso'], ['CN', 'mail']]`.
 * @throws RangeError when an attribute's keyword is not known and not a dotted identifier
 */
export function encodeName(attributes: readonly (readonly [string, string])[]): Buffer {
  return sequence(
    ...attributes.map(([keyword, value]) => {
      const type = /^\d+(\.\d+)+$/.test(keyword) ? keyword : writable[keyword.toUpperCase()];
      if (type === undefined) throw new RangeError(`unknown name attribute '${keyword}'`);
      const keyword4514 = attributeNames[type];
      const text =
        keyword4514 === 'C' || keyword4514 === 'serialNumber'
          ? printableString(value)
          : keyword4514 === 'DC' || keyword4514 === 'emailAddress'
            ? ia5String(value)
            : utf8String(value);
      return element(Tag.SET, sequence(oid(type), text));
    }),
  );
}
