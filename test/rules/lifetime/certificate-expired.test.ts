import { certificateExpired } from '../../../lib/rules/lifetime/certificate-expired';
import { RuleTester } from '../../../lib/testing';
import { ofSetup, withWeb } from '../../support/rule-estates';

RuleTester.run(certificateExpired, {
  compliant: [
    { name: 'the last second is inside', estate: withWeb({ facts: { notAfter: '2026-06-01T00:00:00.000Z' } }) },
  ],
  nonCompliant: [
    {
      name: 'a second later',
      estate: withWeb({ facts: { notAfter: '2026-05-31T23:59:59.000Z' } }),
      messages: ['expired on'],
    },
  ],
  notApplicable: [{ name: 'nobody knows the date', estate: withWeb(ofSetup()) }],
});
