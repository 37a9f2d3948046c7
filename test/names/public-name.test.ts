import { describeSource } from '../../lib/exchange';
import { certifiability, isInternalName, registrableDomain } from '../../lib/names';

describe('names that a public CA may certify', () => {
  test.each([
    'cas01',
    'CAS01',
    'cas01.contoso.local',
    'mail.contoso.internal',
    'x.lan',
    'x.corp',
    'srv.home.arpa',
    'a.test',
    '*.contoso.local',
    'cas01.contoso.local.',
    'mail.contoso.intern',
    'mail.contoso.loc',
    'exchange.firma',
    'mail.contoso.domain.alt',
    '*.co.uk',
    '1.0.10.in-addr.arpa',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '[fd00::1]',
    '',
    '2001:db8::1',
    '203.0.113.5',
    '::ffff:10.0.0.1',
  ])('%p is internal', (name) => {
    expect(isInternalName(name)).toBe(true);
  });

  test.each([
    'mail.contoso.com',
    '*.contoso.com',
    'MAIL.Contoso.COM.',
    'local.contoso.com',
    'xn--bcher-kva.example.org',
    '192.88.99.1',
    '172.32.0.1',
    '2606:4700::1111',
    'corp.contoso.de',
    'mail.b\u00fccher.example.org',
    'mail.contoso.xn--p1ai',
    'mail.contoso.\u0440\u0444',
    'mail.contoso.zip',
  ])('%p may be public', (name) => {
    expect(certifiability(name)).toMatchObject({ certifiable: true });
  });

  test.each([
    ['cas01.contoso.local', 'ends in .local, which is no public top-level domain', 'BR, 4.2.2'],
    ['CAS01', 'is a single label', 'BR, 4.2.2'],
    ['10.0.0.1', 'is a reserved IP address', 'BR, 4.2.2; RFC6890'],
    ['mail.home.arpa', 'is below home.arpa, which is for special use', 'RFC8375'],
    ['*.com', 'is a wildcard over a public suffix', 'BR, 3.2.2.6'],
  ])('%p: the reason says why, with its source', (name, reason, source) => {
    expect(certifiability(name)).toEqual({ certifiable: false, reason, source });
    expect(source.split('; ').map((key) => describeSource(key.split(',')[0]))).not.toContain(undefined);
  });
});

test.each([
  ['mail.contoso.com', 'contoso.com'],
  ['*.Contoso.co.uk.', 'contoso.co.uk'],
  ['a.b.contoso.city.kobe.jp', 'city.kobe.jp'],
  ['co.uk', undefined],
  ['mail.contoso.local', undefined],
  ['192.88.99.1', undefined],
])('%p belongs to the registrable domain %p', (name, domain) => {
  expect(registrableDomain(name)).toBe(domain);
});
