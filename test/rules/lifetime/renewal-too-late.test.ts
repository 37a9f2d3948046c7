import { renewalTooLate } from '../../../lib/rules/lifetime/renewal-too-late';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(renewalTooLate, {
  compliant: [{ name: 'at two thirds', estate: withWeb({ renewal: { unattended: true, atShare: 2 / 3 } }) }],
  nonCompliant: [
    { name: 'at nine tenths', estate: withWeb({ renewal: { unattended: true, atShare: 0.9 } }), messages: ['90 %'] },
  ],
  notApplicable: [{ name: 'no renewal is planned', estate: withWeb({ renewal: undefined }) }],
});
