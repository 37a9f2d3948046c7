import { Coverage, coverageOf, coveringWildcard } from '../../lib/names';
import { Certificate, CertificateFacts } from '../../lib/model';

const certificate = (facts: CertificateFacts): Certificate => ({ facts }) as Certificate;
const named = (...names: string[]): Certificate =>
  certificate({ dnsNames: names.map((value) => ({ value })), ipAddresses: [] });

test.each([
  [named('mail.contoso.com'), 'mail.contoso.com', Coverage.EXACT],
  [named('*.contoso.com'), 'mail.contoso.com', Coverage.WILDCARD],
  [named('*.contoso.com'), 'contoso.com', Coverage.NONE],
  [named('*.contoso.com'), 'a.mail.contoso.com', Coverage.NONE],
  [named('*.co.uk'), 'contoso.co.uk', Coverage.PUBLIC_SUFFIX_WILDCARD],
  [named('ma*.contoso.com'), 'mail.contoso.com', Coverage.PARTIAL_WILDCARD],
  [named('mail.*.com'), 'mail.contoso.com', Coverage.INNER_WILDCARD],
  [
    certificate({ commonName: 'Mail.contoso.com', dnsNames: [], ipAddresses: [] }),
    'mail.contoso.com',
    Coverage.COMMON_NAME,
  ],
  [
    certificate({ commonName: 'mail.contoso.com', dnsNames: [], ipAddresses: ['10.0.0.1'] }),
    'mail.contoso.com',
    Coverage.COMMON_NAME_BESIDE_ADDRESS,
  ],
  [certificate({ dnsNames: [], ipAddresses: ['10.0.0.1'] }), '10.0.0.1', Coverage.EXACT],
  [certificate({ commonName: '10.0.0.1', dnsNames: [], ipAddresses: [] }), '10.0.0.1', Coverage.ADDRESS_IN_COMMON_NAME],
  [named('10.0.0.1'), '10.0.0.1', Coverage.NONE],
  [certificate({}), 'mail.contoso.com', Coverage.UNKNOWN],
  [certificate({ dnsNames: [{ expression: '${var.name}' }] }), 'mail.contoso.com', Coverage.UNKNOWN],
])('%j covers %s: %s', (presented, host, coverage) => {
  expect(coverageOf(presented, { value: host })).toBe(coverage);
});

test('a name that only Terraform knows is covered by the same expression alone', () => {
  const presented = certificate({ dnsNames: [{ expression: '${var.name}' }] });
  expect(coverageOf(presented, { expression: '${var.name}' })).toBe(Coverage.EXACT);
  expect(coverageOf(presented, { expression: '${var.other}' })).toBe(Coverage.UNKNOWN);
});

test('the covering wildcard is that of the first host which no name equals', () => {
  const presented = named('*.contoso.com', 'mail.contoso.com', '*.fabrikam.com');
  const hosts = (...names: string[]): { value: string }[] => names.map((value) => ({ value }));
  expect(coveringWildcard(presented, hosts('mail.contoso.com', 'pop.fabrikam.com'))).toBe('*.fabrikam.com');
  expect(coveringWildcard(presented, hosts('mail.contoso.com', 'pop.other.com'))).toBeUndefined();
});
