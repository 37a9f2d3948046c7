import { chainBuiltByWindows } from '../../../lib/rules/chain/chain-built-by-windows';
import { RuleTester, TestCertificate, TestEstate } from '../../../lib/testing';

const presenting = (web: TestCertificate, own = true) =>
  TestEstate.of({
    certificates: { web },
    anchors: { older: { name: 'Older Root' } },
    ...(own ? {} : { servers: [] }),
  });
const CHAIN = { chainPem: ['-----BEGIN CERTIFICATE-----'] };

RuleTester.run(chainBuiltByWindows, {
  compliant: [{ name: 'one root', estate: presenting(CHAIN) }],
  nonCompliant: [
    {
      name: 'a chain file with more than the chain',
      estate: presenting({ ...CHAIN, unusedCertificates: ['Other Issuing CA'] }),
      messages: ['Other Issuing CA'],
    },
    {
      name: 'an incomplete chain file',
      estate: presenting({
        faults: [{ code: 'issuer-missing', message: 'no certificate of its issuer is available', fix: 'give it' }],
      }),
      messages: ['Windows has in its stores'],
      fixes: ['Intermediate Certification Authorities'],
    },
    {
      name: 'a cross-signed chain',
      estate: presenting({ ...CHAIN, furtherAnchors: ['older'] }),
      messages: ['leads to Root root, Older Root'],
    },
  ],
  notApplicable: [
    { name: 'no chain file', estate: presenting({}) },
    { name: 'no server presents it', estate: presenting({ ...CHAIN, furtherAnchors: ['older'] }, false) },
  ],
});
