import * as fc from 'fast-check';
import {
  dnsSyntaxFault,
  formatIp,
  isPublicName,
  isPublicSuffix,
  parseIp,
  parsePeerName,
  presentedNameMatches,
  wildcardCovers,
} from '../../lib/names';

const seed = 20260601;

test('the host name syntax is that of RFC 1123, whatever the input', () => {
  const label = '(?!-)[A-Za-z0-9-]{1,63}(?<!-)';
  const reference = new RegExp(`^(?=.{1,253}$)(${label}\\.)*(?!\\d+$)${label}$`);
  const characters = fc.string({
    unit: fc.constantFrom('a', 'Z', '0', '9', '-', '.', '_', '*', ' ', '\u00fc'),
    maxLength: 70,
  });
  fc.assert(
    fc.property(characters, (text) => {
      expect(dnsSyntaxFault(text) === undefined).toBe(reference.test(text));
    }),
    { numRuns: 3000, seed },
  );
});

test('a wildcard covers exactly the hosts with one label in its place', () => {
  const label = fc.string({ unit: fc.constantFrom('a', 'b', 'X', '1'), minLength: 1, maxLength: 2 });
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  fc.assert(
    fc.property(host, host, (base, name) => {
      const [, ...rest] = name.toLowerCase().split('.');
      expect(presentedNameMatches(`*.${base}`, name)).toBe(rest.join('.') === base.toLowerCase());
    }),
    { numRuns: 2000, seed },
  );
});

test.each(['*', '*.', '.*', '*.*.a', 'a*.b', '*a.b', 'a.*.b', ''])('%p is a pattern that covers nothing', (pattern) => {
  expect(['a', 'a.b', 'x.y.a', 'aa.b'].filter((host) => presentedNameMatches(pattern, host))).toEqual([]);
});

test('addresses are written as RFC 5952 and URLs write them', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const octets = parseIp(text);
      if (octets === undefined) return;
      expect(`[${formatIp(octets)}]`).toBe(new URL(`http://[${text}]/`).hostname);
      expect(parseIp(formatIp(octets))).toEqual(octets);
    }),
    { numRuns: 2000, seed },
  );
  expect(['1.2.3', '01.2.3.4', '0x7f.1', '1.2.3.4.5', 'fe80::1%eth0', '::g', 'a.b'].map(parseIp)).toEqual(
    Array(7).fill(undefined),
  );
});

test.each([
  ['mail.contoso.com.', { kind: 'dns', value: 'mail.contoso.com' }],
  ['M\u00dcNCHEN.example', { kind: 'dns', value: 'xn--mnchen-3ya.example' }],
  ['cas01', { kind: 'dns', value: 'cas01' }],
  ['mail_1.contoso.com', { kind: 'dns', value: 'mail_1.contoso.com' }],
  ['a@contoso.com', { kind: 'email', value: 'a@contoso.com' }],
  ['192.0.2.1', { kind: 'ip', octets: Buffer.from([192, 0, 2, 1]) }],
  ['*.contoso.com', undefined],
  ['https://mail.contoso.com', undefined],
  ['a@b@c', undefined],
  ['300.1.1.1', undefined],
])('a client that asks for %p means %j', (text, meaning) => {
  expect(parsePeerName(text)).toEqual(meaning);
});

test('public suffixes and public names come from the ICANN part of the list', () => {
  expect(['com', 'CO.UK', 'contoso.com', 'local', 'azurewebsites.net'].map(isPublicSuffix)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(['mail.contoso.com', 'cas01.contoso.local', 'cas01'].map(isPublicName)).toEqual([true, false, false]);
});

test('a name that is presented stands for itself, a wildcard name alone does not', () => {
  expect(presentedNameMatches('Mail.contoso.com', 'mail.CONTOSO.com')).toBe(true);
  expect(wildcardCovers('mail.contoso.com', 'mail.contoso.com')).toBe(false);
});
