import { certificateChangedMeanwhile } from '../../../lib/rules/observed/certificate-changed-meanwhile';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed, observedChain } from '../../support/observations';

RuleTester.run(certificateChangedMeanwhile, {
  compliant: [{ name: 'the same from first to last', estate: observed({}) }],
  nonCompliant: [
    {
      name: 'changed',
      estate: observed({ changed: true, chains: [observedChain('A'), observedChain('B')] }),
      messages: [`${'A'.repeat(40)} and ${'B'.repeat(40)}`],
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
