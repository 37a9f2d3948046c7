import fc from 'fast-check';
import { readClixml } from '../../lib/exports/clixml';
import { DEFAULT_LIMITS, Secrets } from '../../lib/exports/limits';
import { ExportList, ExportMoment, ExportObject, ExportValue } from '../../lib/exports/value';
import { Shape, writeClixml } from '../support/clixml-writer';

const ROOT = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';

function read(bytes: Buffer | string, limits = DEFAULT_LIMITS) {
  const secrets = new Secrets();
  return { ...readClixml(Buffer.from(bytes), 'a.xml', limits, secrets), secrets };
}

function only(bytes: Buffer | string): ExportObject {
  const { objects, error } = read(bytes);
  expect(error).toBeUndefined();
  return objects[0]!;
}

describe('values', () => {
  test('absent, null and empty stay apart', () => {
    const object = only(writeClixml([{ props: { nil: null, empty: '' } }]));
    expect(object.property('Nil')?.value).toBeNull();
    expect(object.property('EMPTY')?.value).toBe('');
    expect(object.property('absent')).toBeUndefined();
  });

  test('each primitive of the format is read', () => {
    const object = only(
      `${ROOT}<Obj RefId="0"><MS><U64 N="big">18446744073709551615</U64><Db N="nan">NaN</Db><Db N="inf">INF</Db><B N="b">true</B>` +
        `<G N="g">4f1d6ed3-81ee-4120-9d38-b803867135e5</G><URI N="u">https://mail.contoso.com/owa</URI><TS N="t">PT2M</TS>` +
        `<Version N="v">15.2.986.5</Version><BA N="ba">AQID</BA><C N="c">65</C><By N="by">7</By></MS></Obj></Objs>`,
    );
    const values = Object.fromEntries([...object.properties].map(({ name, value }) => [name, value]));
    expect(values).toEqual({
      big: '18446744073709551615',
      nan: 'NaN',
      inf: Infinity,
      b: true,
      g: '4f1d6ed3-81ee-4120-9d38-b803867135e5',
      u: 'https://mail.contoso.com/owa',
      t: 'PT2M',
      v: '15.2.986.5',
      ba: Buffer.from([1, 2, 3]),
      c: '65',
      by: 7,
    });
  });

  test('a date keeps whether its zone is stated', () => {
    const object = only(
      `${ROOT}<Obj RefId="0"><MS><DT N="z">2021-10-06T19:24:05Z</DT><DT N="o">2021-10-06T15:24:05-04:00</DT><DT N="l">2021-10-06T15:24:05.1234567</DT></MS></Obj></Objs>`,
    );
    const moment = (name: string): ExportMoment => object.property(name)!.value as ExportMoment;
    expect(moment('o').readings).toEqual(moment('z').readings);
    expect([moment('z').zoned, moment('o').zoned, moment('l').zoned]).toEqual([true, true, false]);
    expect(moment('l').readings).toEqual(['2021-10-06T15:24:05.123Z']);
  });

  test('an enumeration is its name and its number, and a list its items', () => {
    const object = only(
      writeClixml([{ props: { kind: { named: 'Require', number: 2 }, list: { list: ['a', null] } } }]),
    );
    const kind = object.property('kind')!.value as ExportObject;
    expect([kind.text, kind.value]).toEqual(['Require', 2]);
    expect(((object.property('list')!.value as ExportObject).value as ExportList).items).toEqual(['a', null]);
  });

  test('a table of names and values has them as properties', () => {
    const object = only(
      `${ROOT}<Obj RefId="0"><MS><Obj N="TLS" RefId="1"><DCT><En><S N="Key">1.2</S><Obj N="Value" RefId="2"><MS><B N="On">true</B></MS></Obj></En></DCT></Obj></MS></Obj></Objs>`,
    );
    const table = (object.property('TLS')!.value as ExportObject).value as ExportObject;
    const row = table.property('1.2')!.value as ExportObject;
    expect(row.property('On')).toEqual({ name: 'On', value: true, at: 'a.xml#Obj[0]/MS/TLS/1.2/MS/On' });
  });

  test('types are given to what refers to them, and an object that refers to itself is read once', () => {
    const { objects } = read(
      `${ROOT}<Obj RefId="RefId-0"><TN RefId="RefId-0"><T>A.B</T></TN><Props><Ref N="SyncRoot" RefId="RefId-0" /></Props></Obj>` +
        `<Obj RefId="RefId-1"><TNRef RefId="RefId-0" /><Props><S N="x">1</S></Props></Obj></Objs>`,
    );
    expect(objects[0]!.property('SyncRoot')!.value).toBe(objects[0]);
    expect(objects.map(({ types }) => types)).toEqual([['A.B'], ['A.B']]);
  });
});

const leaf: fc.Arbitrary<Shape> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.integer(),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);
const name = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
  .filter((text) => !/password|key|pfx|credential/i.test(text));
const shapes = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ list: fc.array(tie('shape'), { maxLength: 4 }) }),
    fc.record({
      types: fc.array(fc.constantFrom('A.B', 'System.Object', 'C`1[[D]]'), { minLength: 1, maxLength: 3 }),
      text: fc.string(),
      props: fc.dictionary(name, tie('shape'), { maxKeys: 4 }),
      notes: fc.dictionary(name, tie('shape'), { maxKeys: 3 }),
    }),
  ),
})).shape;

/** What a shape must be read as. */
function same(value: ExportValue, shape: Shape): void {
  if (shape === null || typeof shape !== 'object' || Buffer.isBuffer(shape)) {
    expect(value).toEqual(shape);
    return;
  }
  expect(value).toBeInstanceOf(ExportObject);
  const object = value as ExportObject;
  if ('list' in shape) {
    const { items } = object.value as ExportList;
    expect(items).toHaveLength(shape.list.length);
    shape.list.forEach((one, index) => same(items[index]!, one));
  } else if ('types' in shape) {
    expect(object.types).toEqual(shape.types);
    expect(object.text).toBe(shape.text);
    const expected = new Map(
      [...Object.entries(shape.props ?? {}), ...Object.entries(shape.notes ?? {})].map(([key, one]) => [
        key.toLowerCase(),
        one,
      ]),
    );
    expect(object.size).toBe(expected.size);
    for (const [key, one] of expected) same(object.property(key)!.value, one);
  }
}

test('whatever shape an object has, it is read as it was written, in UTF-8 and UTF-16', () => {
  fc.assert(
    fc.property(
      fc.array(shapes, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('utf8' as const, 'utf16le' as const),
      (all, encoding) => {
        const { objects, error } = read(writeClixml(all, encoding));
        expect(error).toBeUndefined();
        expect(objects).toHaveLength(all.length);
        all.forEach((shape, index) => {
          const isObject = shape !== null && typeof shape === 'object' && !Buffer.isBuffer(shape);
          same(isObject ? objects[index]! : objects[index]!.value!, shape);
        });
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});

describe('bad input', () => {
  test('a file that breaks off gives what is whole, and one error with its line', () => {
    const bytes = writeClixml([{ props: { a: 'one' } }, { props: { b: 'two' } }]);
    const { objects, error } = read(bytes.subarray(0, bytes.length - 30));
    expect(objects).toHaveLength(1);
    expect(error?.message).toMatch(/no well-formed XML/);
    expect(error?.at).toBe('a.xml:2');
  });

  test.each([
    ['a DTD', `<!DOCTYPE Objs [<!ENTITY a "b">]>${ROOT}<S>&a;</S></Objs>`, /document type definition/],
    ['an entity that XML does not have', `${ROOT}<S>&lol;</S></Objs>`, /no well-formed XML/],
    ['another root', '<html></html>', /CLIXML begins with Objs/],
    ['nothing', '', /no well-formed XML|no element Objs/],
  ])('%s is refused', (_, xml, message) => {
    expect(read(xml).error?.message).toMatch(message);
  });

  test('a bomb of entities is not unfolded', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};">`).join('');
    const { error, objects } = read(
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${levels}]>${ROOT}<S>&l30;</S></Objs>`,
    );
    expect(error?.message).toMatch(/document type definition/);
    expect(objects).toEqual([]);
  });

  test.each([
    ['elements', { ...DEFAULT_LIMITS, elements: 5 }, /more than 5 elements/],
    ['depth', { ...DEFAULT_LIMITS, depth: 4 }, /nested more than 4 deep/],
    ['the length of a value', { ...DEFAULT_LIMITS, valueCharacters: 10 }, /longer than 10 characters/],
  ])('the limit of %s holds', (_, limits, message) => {
    const deep: Shape = { props: { a: { props: { b: { props: { c: 'a text that is long', d: 1, e: 2, f: 3 } } } } } };
    expect(read(writeClixml([deep]), limits).error?.message).toMatch(message);
  });

  test('bytes that are none of the encoding are an error', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${ROOT}<S>`),
      Buffer.from([0xff, 0xfe, 0xc0]),
      Buffer.from('</S></Objs>'),
    ]);
    expect(read(bytes).error?.message).toMatch(/not encoded as utf-8/);
  });
});

test('secrets are dropped as they are read, and counted', () => {
  const { objects, secrets } = read(
    `${ROOT}<Obj RefId="0"><MS><S N="password">hunter2</S><SS N="x">0123</SS><Obj N="AuthenticationCredential" RefId="1"><MS><S N="UserName">u</S></MS></Obj><Nil N="Password" /><S N="y">z</S></MS></Obj></Objs>`,
  );
  expect(secrets.dropped).toBe(3);
  expect(JSON.stringify([...objects[0]!.properties])).not.toMatch(/hunter2|0123|"u"/);
  expect(objects[0]!.property('y')?.value).toBe('z');
});
