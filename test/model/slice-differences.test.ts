import fc from 'fast-check';
import { fromDifferences, toDifferences } from '../../lib/model/slice';

test('an item says what differs from the item before it', () => {
  const items = [
    { id: 'owa', hosts: [{ value: 'a' }], port: 443 },
    { id: 'ecp', hosts: [{ value: 'a' }], port: 443 },
    { id: 'pop', hosts: [{ value: 'b' }] },
  ];
  expect(toDifferences(items)).toEqual([items[0], { id: 'ecp' }, { id: 'pop', hosts: [{ value: 'b' }], port: null }]);
});

test('of an object with several members it says what differs within', () => {
  const items = [
    { facts: { name: 'a', bits: 2048, type: 'rsa' } },
    { facts: { name: 'b', bits: 2048, uses: [], ca: false } },
  ];
  const written = toDifferences(items);
  expect(written[1]).toEqual({ 'facts~': { name: 'b', uses: [], ca: false, type: null } });
  expect(fromDifferences(written)).toEqual(items);
  const small = [{ host: { value: 'a' } }, { host: { value: 'b' } }];
  expect(toDifferences(small)).toEqual(small);
});

test('what was left out comes back as the very object of the item before', () => {
  const [first, second] = fromDifferences([{ id: 'owa', hosts: [{ value: 'a' }] }, { id: 'ecp' }]);
  expect(second).toEqual({ id: 'ecp', hosts: [{ value: 'a' }] });
  expect(second.hosts).toBe(first.hosts);
});

test('any list of plain objects comes back whole', () => {
  const member = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 2 }),
    fc.object(),
    fc.dictionary(fc.constantFrom('d', 'e', 'f', 'g', 'h~', '__proto__'), fc.jsonValue({ maxDepth: 1 }), {
      noNullPrototype: true,
    }),
  );
  const item = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), member, {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const written = JSON.parse(JSON.stringify(toDifferences(items))) as object[];
      expect(fromDifferences(written)).toEqual(JSON.parse(JSON.stringify(items)));
    }),
  );
});
