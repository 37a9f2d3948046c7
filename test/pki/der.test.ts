import * as fc from 'fast-check';
import { PkiError } from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { berToDer } from '../../lib/pki/der-writer';
import { Der } from '../../lib/pki/der-reader';
import { DistinguishedName, encodeName } from '../../lib/pki/distinguished-name';

const seed = 20260601;
const read = (hex: string): Der => Der.whole(Buffer.from(hex, 'hex'));

test.each([
  ['an indefinite length', () => read('3080020101 0000'.replace(' ', ''))],
  ['a length that is longer than needed', () => read('04810141')],
  ['a length with a leading zero', () => read(`04820080${'00'.repeat(128)}`)],
  ['a length beyond the data', () => read('040241')],
  ['bytes after the element', () => read('04014100')],
  ['a tag of several bytes', () => read('1f810100')],
  ['an INTEGER with a needless octet', () => read('02020001').integer()],
  ['a negative INTEGER with a needless octet', () => read('0202ff80').integer()],
  ['an empty INTEGER', () => read('0200').integer()],
  ['a BOOLEAN that is neither 00 nor FF', () => read('010101').boolean()],
  ['a BIT STRING without its first octet', () => read('0300').bits()],
  ['a BIT STRING with 8 unused bits', () => read('030208ff').bits()],
  ['a BIT STRING with unused bits that are set', () => read('03020101').bits()],
  ['an OBJECT IDENTIFIER with a needless octet', () => read('0603558001').oid()],
  ['an OBJECT IDENTIFIER that is cut off', () => read('06025580').oid()],
  ['a UTCTime without seconds', () => Der.whole(der.element(0x17, Buffer.from('2601010000Z'))).time()],
  ['a UTCTime with an offset', () => Der.whole(der.element(0x17, Buffer.from('260101000000+0100'))).time()],
  ['a GeneralizedTime with a fraction', () => Der.whole(der.element(0x18, Buffer.from('20260101000000.5Z'))).time()],
  ['the 30th of February', () => Der.whole(der.element(0x17, Buffer.from('260230000000Z'))).time()],
  ['a NULL with content', () => read('050100').null()],
  ['a UTF8String that is not UTF-8', () => read('0c02c328').text()],
])('refuses %s', (_what, run) => {
  expect(run).toThrow(PkiError);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 200n }),
      fc.uint8Array({ maxLength: 400 }),
      fc.uniqueArray(fc.nat(20)),
      fc.date({ min: new Date('1951-01-01'), max: new Date('2120-01-01'), noInvalidDate: true }),
      fc.string({ unit: 'binary' }),
      (number, octets, bits, date, text) => {
        expect(BigInt(`0x${Der.whole(der.integer(number)).integer().toString('hex')}`)).toBe(number);
        expect(Der.whole(der.octetString(Buffer.from(octets))).octets()).toEqual(Buffer.from(octets));
        expect(Der.whole(der.namedBits(bits)).namedBits()).toEqual([...bits].sort((a, b) => a - b));
        expect(Der.whole(der.time(date)).time().getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
        expect(Der.whole(der.utf8String(text)).text()).toBe(text);
        expect(Der.whole(der.bmpString(text)).text()).toBe(text);
      },
    ),
    { numRuns: 1000, seed },
  );
});

test.each(['2.5.4.3', '1.2.840.113549.1.1.11', '2.999.1', '0.9.2342.19200300.100.1.25', '1.3.6.1.4.1.311.21.20'])(
  'object identifier %s',
  (dotted) => {
    expect(Der.whole(der.oid(dotted)).oid()).toBe(dotted);
  },
);

test('DER comes through the BER reader unchanged, and pieces are joined', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (parts) => {
      const bytes = der.sequence(
        ...parts.map((part) => der.octetString(Buffer.from(part))),
        der.context(0, true, der.boolean(true)),
      );
      expect(berToDer(bytes)).toEqual(bytes);
      const pieces = Buffer.concat([
        Buffer.from([0x24, 0x80]),
        ...parts.map((part) => der.octetString(Buffer.from(part))),
        Buffer.alloc(2),
      ]);
      expect(Der.whole(berToDer(pieces)).octets()).toEqual(Buffer.concat(parts));
    }),
    { numRuns: 300, seed },
  );
});

test('names are written as RFC 4514 and compared as RFC 5280 7.1', () => {
  const name = (...attributes: [string, string][]): DistinguishedName => new DistinguishedName(encodeName(attributes));
  expect(name(['C', 'US'], ['O', 'Contoso, "Ltd" + <x>'], ['CN', ' #a\\b ']).toString()).toBe(
    'CN=\\ #a\\\\b\\ ,O=Contoso\\, \\"Ltd\\" \\+ \\<x\\>,C=US',
  );
  expect(name(['CN', '#a']).toString()).toBe('CN=\\#a');
  const base = name(['O', 'Contoso  Ltd']);
  expect(base.comparisonKey).toBe(name(['O', ' CONTOSO ltd ']).comparisonKey);
  expect(base.comparisonKey).not.toBe(name(['OU', 'Contoso Ltd']).comparisonKey);
  expect(name(['O', 'contoso ltd'], ['CN', 'x']).isWithin(base)).toBe(true);
  expect(base.isWithin(name(['O', 'contoso ltd'], ['CN', 'x']))).toBe(false);
});
