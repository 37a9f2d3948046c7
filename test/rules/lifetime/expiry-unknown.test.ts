import { expiryUnknown } from '../../../lib/rules/lifetime/expiry-unknown';
import { RuleTester } from '../../../lib/testing';
import { DAY, ofSetup, withWeb } from '../../support/rule-estates';

RuleTester.run(expiryUnknown, {
  compliant: [
    { name: 'the day of setup is stated', estate: withWeb(ofSetup({ notAfter: '2027-01-01T00:00:00.000Z' })) },
  ],
  nonCompliant: [
    { name: 'it is not', estate: withWeb(ofSetup({ lifetimeSeconds: 1826 * DAY })), messages: ['1826 days'] },
  ],
  notApplicable: [{ name: 'an available certificate', estate: withWeb({}) }],
});
