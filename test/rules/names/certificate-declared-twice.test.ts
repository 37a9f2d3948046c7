import { certificateDeclaredTwice } from '../../../lib/rules/names/certificate-declared-twice';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { CertificateState } from '../../../lib/model';

const sha256 = 'AB'.repeat(32);
const twice = (first: object, second: object) =>
  TestEstate.of({
    servers: [{ certificate: 'a' }, { certificate: 'b' }],
    certificates: { a: { ...first }, b: { ...second } },
  });

RuleTester.run(certificateDeclaredTwice, {
  compliant: [
    { name: 'two certificates', estate: twice({ facts: { sha256 } }, { facts: { sha256: 'CD'.repeat(32) } }) },
    { name: 'nothing is known of them', estate: twice({}, {}) },
    {
      name: 'not issued yet',
      estate: twice(
        { state: CertificateState.ORDERED, facts: { sha256 } },
        { state: CertificateState.ORDERED, facts: { sha256 } },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'the same files',
      estate: twice({ facts: { sha256 } }, { facts: { sha256 } }),
      messages: ['is declared 2 times: a, b'],
    },
  ],
  notApplicable: [{ name: 'one certificate', estate: TestEstate.of() }],
});
