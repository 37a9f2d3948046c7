import { CertificateState } from '../../../lib/model';
import { rootUnknown } from '../../../lib/rules/trust/root-unknown';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(rootUnknown, {
  compliant: [
    { name: 'the root is declared', estate: withWeb({}) },
    {
      name: 'the path is broken, which another rule reports',
      estate: withWeb({
        anchor: undefined,
        faults: [{ code: 'chain-incomplete', message: 'incomplete', fix: 'complete it' }],
      }),
    },
  ],
  nonCompliant: [{ name: 'no root', estate: withWeb({ anchor: undefined }) }],
  notApplicable: [
    { name: 'a certificate that is ordered', estate: withWeb({ anchor: undefined, state: CertificateState.ORDERED }) },
    {
      name: 'nobody presents it',
      estate: TestEstate.of({ servers: [], certificates: { web: { anchor: undefined } } }),
    },
  ],
});
