import { issuedDiffers } from '../../../lib/rules/coexistence/issued-differs';
import { CertificateFacts, KeyType } from '../../../lib/model';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

/** What a test estate's certificate is. */
const FACTS = TestEstate.of().certificates[0].facts;

const declaredWith = (declared: CertificateFacts, facts: CertificateFacts = {}) =>
  withWeb({ declared: { ...FACTS, ...declared }, facts });

const one = (name: string, declared: CertificateFacts, facts: CertificateFacts, message: string) => ({
  name,
  estate: declaredWith(declared, facts),
  messages: [message],
});

const variable = { expression: '${var.host}' };

RuleTester.run(issuedDiffers, {
  compliant: [
    { name: 'issued as declared', estate: declaredWith({}) },
    {
      name: 'names in another order and letter case, a declared CA by a part of its name',
      estate: declaredWith(
        { dnsNames: [{ value: 'b.contoso.com' }, { value: 'a.contoso.com' }], issuer: 'CN=Contoso\\, Inc. CA' },
        {
          dnsNames: [{ value: 'A.contoso.com' }, { value: 'b.contoso.com' }],
          issuer: 'CN=contoso\\, inc. CA,O=Contoso',
        },
      ),
    },
    { name: 'what was not declared', estate: withWeb({ declared: {}, facts: { isCa: true } }) },
  ],
  nonCompliant: [
    one('a CA', {}, { isCa: true }, 'CA: declared no, got yes'),
    one('one name more', {}, { dnsNames: [...FACTS.dnsNames!, { value: '*.com' }] }, 'names: declared autodiscover'),
    one('an IP address', {}, { ipAddresses: ['192.0.2.1'] }, 'IP addresses: declared none, got 192.0.2.1'),
    one('another common name', {}, { commonName: 'evil.example.com' }, 'common name: declared mail.contoso.com'),
    one('no extended key usage', {}, { extendedKeyUsages: [] }, 'extended key usages: declared serverAuth, got none'),
    one('signing certificates', {}, { keyUsages: ['keyCertSign'] }, 'key usages: declared digitalSignature'),
    one('a shorter key', {}, { keyBits: 1024 }, 'key: declared rsa 2048, got rsa 1024'),
    one('another type of key', {}, { keyType: KeyType.ECDSA, keyBits: 256 }, 'got ecdsa 256'),
    one('ten years', { lifetimeSeconds: 31_536_001 }, { lifetimeSeconds: 315_360_001 }, 'got 315360001'),
    one('another issuer', { issuer: 'CN=Contoso Root CA' }, {}, 'issuer: declared CN=Contoso Root CA, got CN=Public'),
    one('signed by itself', {}, { selfSigned: true }, 'signed by itself: declared no, got yes'),
    one('another file with the same facts', { sha256: 'AA' }, { sha256: 'BB' }, 'SHA-256: declared AA, got BB'),
    one(
      'more names than the unknown ones explain',
      { dnsNames: [variable] },
      { dnsNames: [{ value: 'a.contoso.com' }, { value: 'b.contoso.com' }] },
      'and 1 that Terraform knows',
    ),
    one(
      'a known name is missing beside an unknown one',
      { dnsNames: [variable, { value: 'c.contoso.com' }] },
      { dnsNames: [{ value: 'a.contoso.com' }] },
      'declared c.contoso.com and 1',
    ),
  ],
  notApplicable: [
    { name: 'nothing was issued or observed since', estate: withWeb({}) },
    { name: 'nothing is declared', estate: TestEstate.of({ servers: [], certificates: {} }) },
  ],
  unknown: [
    {
      name: 'a name that only Terraform knows',
      estate: declaredWith({ dnsNames: [variable] }, { dnsNames: [{ value: 'a.contoso.com' }] }),
    },
    { name: 'a lifetime that nobody knows', estate: declaredWith({}, { keyType: undefined }) },
  ],
});
