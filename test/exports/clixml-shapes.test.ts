import fc from 'fast-check';
import { ClixmlReader } from '../../lib/exports/clixml';
import { encodingOf, TextReader } from '../../lib/exports/encoding';
import { DEFAULT_LIMITS, Secrets } from '../../lib/exports/limits';
import { ExportList, ExportMoment, ExportObject, ExportValue } from '../../lib/exports/value';

/*
 * Trees of every element that MS-PSRP 2.2.5 allows, written with the freedom that writers have: ids of any form, types by reference, objects by
 * reference, lists of four kinds, tables with keys of any primitive, four encodings, and chunks that end anywhere.
 */

/** An element, and what a reader must make of it. */
interface Element {
  readonly xml: (name: string) => string;
  readonly value: unknown;
}

function escaped(text: string): string {
  const units = text.split('').map((unit) => {
    const code = unit.charCodeAt(0);
    const isPlain = code >= 0x20 && (code < 0xd800 || code > 0xdfff) && code < 0xfffe && unit !== '_';
    return isPlain ? unit : `_x${code.toString(16).padStart(4, '0').toUpperCase()}_`;
  });
  return units.join('').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function primitive(tag: string, text: string, value: unknown): Element {
  return { xml: (name) => (tag === 'Nil' ? `<Nil${name} />` : `<${tag}${name}>${text}</${tag}>`), value };
}

const whole = (tag: string, min: number, max: number) =>
  fc.integer({ min, max }).map((value) => primitive(tag, String(value), value));
const text = (tag: string) =>
  fc.string({ unit: 'binary', maxLength: 12 }).map((value) => primitive(tag, escaped(value), value));
const plain = (tag: string, ...values: string[]) =>
  fc.constantFrom(...values).map((value) => primitive(tag, value, value));

const PRIMITIVES: fc.Arbitrary<Element> = fc.oneof(
  text('S'),
  text('XD'),
  text('SBK'),
  plain('C', '65', '0'),
  plain('G', '4f1d6ed3-81ee-4120-9d38-b803867135e5'),
  plain('URI', 'https://mail.contoso.com/owa'),
  plain('TS', 'PT9.0269026S', '-P1D'),
  plain('Version', '15.2.1748.10'),
  plain('D', '79228162514264337593543950335'),
  whole('By', 0, 255),
  whole('SB', -128, 127),
  whole('U16', 0, 65_535),
  whole('I16', -32_768, 32_767),
  whole('U32', 0, 4_294_967_295),
  whole('I32', -2_147_483_648, 2_147_483_647),
  whole('I64', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  fc.constant(primitive('U64', '18446744073709551615', '18446744073709551615')),
  fc.constantFrom(primitive('Db', 'INF', Infinity), primitive('Sg', '-1.5', -1.5)),
  fc.boolean().map((value) => primitive('B', String(value), value)),
  fc
    .uint8Array({ maxLength: 30 })
    .map((bytes) => primitive('BA', Buffer.from(bytes).toString('base64'), Buffer.from(bytes))),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => primitive('DT', date.toISOString(), { moment: date.toISOString() })),
  fc.constant(primitive('Nil', '', null)),
);

const NAME = fc
  .string({ unit: fc.constantFrom('a', 'B', '_', 'x', 'é', '-', '4', '1', ' '), minLength: 1, maxLength: 6 })
  .filter((name) => name.trim() !== '');
const TYPES = fc.subarray(['Contoso.Kind', 'Deserialized.Contoso.Kind', 'System.Enum', 'System.Object'], {
  minLength: 1,
});

/** Numbers the objects and types of one file. */
class Ids {
  private next = 0;
  private readonly types = new Map<string, string>();
  constructor(private readonly prefix: string) {}

  public object(): string {
    return `${this.prefix}${this.next++}`;
  }

  public typeNames(types: readonly string[]): string {
    const key = types.join();
    const known = this.types.get(key);
    if (known !== undefined) return `<TNRef RefId="${known}" />`;
    const id = `${this.prefix}${this.types.size}`;
    this.types.set(key, id);
    return `<TN RefId="${id}">${types.map((type) => `<T>${type}</T>`).join('')}</TN>`;
  }
}

type Tree = (ids: Ids) => Element;

function properties(
  members: Readonly<Record<string, Tree>>,
  ids: Ids,
): { xml: string; value: Record<string, unknown> } {
  const parts = Object.entries(members).map(([name, tree]) => ({ name, element: tree(ids) }));
  // Names count without regard to case: the later of two counts.
  const value = Object.fromEntries(parts.map(({ name, element }) => [name.toLowerCase(), element.value]));
  return { xml: parts.map(({ name, element }) => element.xml(` N="${escaped(name)}"`)).join(''), value };
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
  const members = fc.dictionary(NAME, tie('tree'), { maxKeys: 3 });
  return {
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      PRIMITIVES.map(
        (element): Tree =>
          () =>
            element,
      ),
      fc
        .record({ types: TYPES, name: fc.option(text('S'), { nil: undefined }), props: members, notes: members })
        .map(({ types, name, props, notes }): Tree => (ids) => {
          const id = ids.object();
          const names = ids.typeNames(types);
          const [adapted, extended] = [properties(props, ids), properties(notes, ids)];
          const shown = name === undefined ? '' : name.xml('').replaceAll(/(<\/?)S>/g, '$1ToString>');
          return {
            xml: (n) =>
              `<Obj${n} RefId="${id}">${names}${shown}<Props>${adapted.xml}</Props><MS>${extended.xml}</MS></Obj>`,
            value: { types, text: name?.value, members: { ...adapted.value, ...extended.value } },
          };
        }),
      fc
        .record({ tag: fc.constantFrom('LST', 'IE', 'QUE', 'STK'), items: fc.array(tie('tree'), { maxLength: 4 }) })
        .map(({ tag, items }): Tree => (ids) => {
          const id = ids.object();
          const names = ids.typeNames(['System.Object[]']);
          const parts = items.map((item) => item(ids));
          return {
            xml: (n) =>
              `<Obj${n} RefId="${id}">${names}<${tag}>${parts.map(({ xml }) => xml('')).join('')}</${tag}></Obj>`,
            value: { list: parts.map(({ value }) => value) },
          };
        }),
      fc
        .record({
          keys: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 3 }),
          number: fc.boolean(),
          item: tie('tree'),
        })
        .map(({ keys, number, item }): Tree => (ids) => {
          const id = ids.object();
          const names = ids.typeNames(['System.Collections.Hashtable']);
          const entries = keys.map((key) => ({ key, element: item(ids) }));
          const tag = number ? 'I32' : 'S';
          return {
            xml: (n) =>
              `<Obj${n} RefId="${id}">${names}<DCT>${entries
                .map(({ key, element }) => `<En><${tag} N="Key">${key}</${tag}>${element.xml(' N="Value"')}</En>`)
                .join('')}</DCT></Obj>`,
            value: { table: Object.fromEntries(entries.map(({ key, element }) => [String(key), element.value])) },
          };
        }),
      fc.record({ name: NAME, number: fc.integer({ min: 0, max: 9 }) }).map(({ name, number }): Tree => (ids) => {
        const id = ids.object();
        const names = ids.typeNames(['Contoso.Flags', 'System.Enum']);
        return {
          xml: (n) => `<Obj${n} RefId="${id}">${names}<ToString>${escaped(name)}</ToString><I32>${number}</I32></Obj>`,
          value: { enumeration: name, number },
        };
      }),
      // One object twice: the second time by reference.
      tie('tree').map((inner): Tree => (ids) => {
        const outer = ids.object();
        const shared = ids.object();
        const names = ids.typeNames(['Contoso.Pair']);
        const element = inner(ids);
        return {
          xml: (n) =>
            `<Obj${n} RefId="${outer}">${names}<MS><Obj N="one" RefId="${shared}">${names}<MS>${element.xml(' N="in"')}</MS></Obj><Ref N="other" RefId="${shared}" /></MS></Obj>`,
          value: { pair: element.value },
        };
      }),
    ),
  };
});

/** Compares what was read with what a tree stands for. */
function expectValue(read: ExportValue | undefined, wanted: unknown): void {
  if (wanted === null || typeof wanted !== 'object' || Buffer.isBuffer(wanted)) {
    expect(read).toEqual(wanted);
    return;
  }
  if ('moment' in wanted) {
    expect((read as ExportMoment).readings).toEqual([wanted.moment]);
    return;
  }
  const object = read as ExportObject;
  expect(object).toBeInstanceOf(ExportObject);
  if ('list' in wanted) {
    const { items } = object.value as ExportList;
    const list = wanted.list as unknown[];
    expect(items).toHaveLength(list.length);
    list.forEach((one, index) => expectValue(items[index], one));
  } else if ('table' in wanted) {
    for (const [key, value] of Object.entries(wanted.table as object))
      expectValue((object.value as ExportObject).property(key)?.value, value);
  } else if ('enumeration' in wanted) {
    expect(object.text).toBe(wanted.enumeration);
    expect(object.value).toBe((wanted as unknown as { number: number }).number);
  } else if ('pair' in wanted) {
    const [one, other] = ['one', 'other'].map((name) => object.property(name)!.value as ExportObject);
    expect(one).toBe(other);
    expectValue(one!.property('in')?.value, wanted.pair);
  } else {
    const {
      types,
      text: shown,
      members,
    } = wanted as unknown as { types: string[]; text?: string; members: Record<string, unknown> };
    expect(object.types).toEqual(types);
    expect(object.text).toBe(shown);
    for (const [name, value] of Object.entries(members)) expectValue(object.property(name)?.value, value);
  }
}

const ENCODINGS: Readonly<Record<string, (xml: string) => Buffer>> = {
  'utf-8': (xml) => Buffer.from(xml),
  'utf-8 with a mark': (xml) => Buffer.from(`\uFEFF${xml}`),
  'utf-16le': (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le'),
  'utf-16be': (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le').swap16(),
};

function read(bytes: Buffer, chunk: number) {
  const reader = new ClixmlReader('a.xml', DEFAULT_LIMITS, new Secrets());
  const decoder = new TextReader('a.xml', encodingOf(bytes.subarray(0, 4)), true);
  for (let at = 0; at < bytes.length; at += chunk) reader.write(decoder.decode(bytes.subarray(at, at + chunk)));
  reader.write(decoder.decode(undefined));
  return { error: reader.end(), objects: reader.objects };
}

test.each(Object.keys(ENCODINGS))(
  'every shape of the format is read as it was written, in %s, in chunks of any size',
  (encoding) => {
    fc.assert(
      fc.property(
        fc.array(tree, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', 'RefId-', 'x.'),
        fc.integer({ min: 7, max: 4096 }),
        (trees, prefix, chunk) => {
          const ids = new Ids(prefix);
          const elements = trees.map((one) => one(ids));
          const xml = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${elements.map(({ xml: part }) => part('')).join('\r\n')}</Objs>`;
          const { error, objects } = read(ENCODINGS[encoding]!(xml), chunk);
          expect(error).toBeUndefined();
          expect(objects).toHaveLength(elements.length);
          elements.forEach(({ value }, index) => {
            const object = objects[index]!;
            const isObject =
              typeof value === 'object' && value !== null && !Buffer.isBuffer(value) && !('moment' in value);
            expectValue(isObject ? object : object.value, value);
          });
        },
      ),
      { numRuns: 40 },
    );
  },
);

test('a file that breaks off anywhere is one error, and what is whole before it counts', () => {
  fc.assert(
    fc.property(
      fc.array(tree, { minLength: 2, maxLength: 3 }),
      fc.double({ min: 0.05, max: 0.98, noNaN: true }),
      (trees, share) => {
        const ids = new Ids('');
        const xml = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${trees.map((one) => one(ids).xml('')).join('')}</Objs>`;
        const { error, objects } = read(Buffer.from(xml.slice(0, Math.floor(xml.length * share))), 512);
        expect(error?.message).toMatch(/no well-formed XML|holds no element/);
        expect(objects.length).toBeLessThanOrEqual(trees.length);
      },
    ),
    { numRuns: 50 },
  );
});
