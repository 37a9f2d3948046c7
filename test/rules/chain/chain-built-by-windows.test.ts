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
