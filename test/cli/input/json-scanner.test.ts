import fc from 'fast-check';
import { InputError } from '../../../lib/cli/exit';
import { JsonScanner } from '../../../lib/cli/input/json-scanner';

const scan = (text: string): JsonScanner => new JsonScanner(Buffer.from(text), 'the file');

describe('JsonScanner', () => {
  test('reads what is asked for and passes over the rest', () => {
    const scanner = scan('\ufeff {"a": {"b": [1, {"c": "}\\"]"}]}, "wanted": [true, null, "x"], "z": -1.5e3 } ');
    const found: unknown[] = [];
    scanner.members((key) => {
      if (key === 'wanted') found.push(scanner.value());
    });
    expect(found).toEqual([[true, null, 'x']]);
  });

  test('returns where each member stands, so that it can be read later', () => {
    const scanner = scan('{"late": [1, 2], "early": {"k": "v"}}');
    const sections = scanner.sections();
    expect(scanner.at(sections.get('early')!).value()).toEqual({ k: 'v' });
    expect(scanner.at(sections.get('late')!).value()).toEqual([1, 2]);
  });

  test('reads any JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (object, indent) => {
        const text = JSON.stringify(object, undefined, indent);
        const scanner = scan(text);
        const read: [string, unknown][] = [];
        scanner.members((key) => read.push([key, scanner.value()]));
        expect(Object.fromEntries(read)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a text that is cut off anywhere is refused, and the message says so', () => {
    const text = JSON.stringify({ a: { b: ['c\\"', 1, { d: null }] }, e: 'f', g: [[], {}] });
    for (let length = 0; length < text.length; length++)
      expect(() => scan(text.slice(0, length)).sections()).toThrow(InputError);
    expect(scan(text).sections().size).toBe(3);
  });

  test.each([
    ['brackets that do not match', '{"a": [1, 2}}'],
    ['more after the end', '{"a": 1} {"b": 2}'],
    ['no comma', '{"a": 1 "b": 2}'],
    ['no name', '{1: 2}'],
    ['no value', '{"a": }'],
    ['too deep', `{"a": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ])('%s is refused', (_name, text) => {
    expect(() => scan(text).sections()).toThrow(/^the file is not whole JSON: /);
  });

  test.each([
    'import { App } from "cdktf";',
    '/** A stack. */',
    '# HCL',
    'resource "tls" {}',
    '---\na: 1',
    '<html>',
    'nul',
  ])('what begins as no JSON does is reported as such: %s', (text) => {
    expect(() => scan(text).peek()).toThrow(/^the file is not JSON$/);
    expect(() => scan(text).sections()).toThrow(/^the file is not JSON$/);
  });

  test.each(['{', '[', '"', '-1', '0', 'true', 'false', 'null'])('%s is a beginning', (text) => {
    expect(() => scan(text).peek()).not.toThrow();
  });

  test('a damaged value is refused when it is read', () => {
    const scanner = scan('{"a": truth}');
    expect(() => scanner.members(() => void scanner.value())).toThrow('this value is not JSON');
  });
});
