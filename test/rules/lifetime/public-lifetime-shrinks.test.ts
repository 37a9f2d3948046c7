import { publicLifetimeShrinks } from '../../../lib/rules/lifetime/public-lifetime-shrinks';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

RuleTester.run(publicLifetimeShrinks, {
  compliant: [{ name: 'the same limit holds when it expires', estate: withWeb({ renewal: { unattended: false } }) }],
  nonCompliant: [
    {
      name: 'the limit is lower by then',
      estate: withWeb({ renewal: { unattended: false }, facts: { notAfter: '2027-04-01T00:00:00.000Z' } }),
      messages: ['at most 100 days, 6 renewals a year'],
    },
  ],
  notApplicable: [
    { name: 'it renews itself', estate: withWeb({}) },
    { name: 'an internal CA', estate: withWeb(internal({ renewal: { unattended: false } })) },
  ],
});
