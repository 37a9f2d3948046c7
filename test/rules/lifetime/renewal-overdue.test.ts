import { CertificateState } from '../../../lib/model';
import { renewalOverdue } from '../../../lib/rules/lifetime/renewal-overdue';
import { RuleTester } from '../../../lib/testing';
import { DAY, ofSetup, withWeb } from '../../support/rule-estates';

RuleTester.run(renewalOverdue, {
  compliant: [
    {
      name: 'less than two thirds are over',
      estate: withWeb({ renewal: undefined, facts: { lifetimeSeconds: 47 * DAY } }),
    },
    {
      name: 'expired, which another rule reports',
      estate: withWeb({ facts: { notAfter: '2026-05-20T00:00:00.000Z' } }),
    },
  ],
  nonCompliant: [
    {
      name: 'a 47-day certificate with 15 days left',
      estate: withWeb({ renewal: undefined, facts: { lifetimeSeconds: 47 * DAY } }),
      now: new Date('2026-06-02T00:00:00Z'),
      messages: ['15 days are left'],
    },
    { name: 'past the share that was planned', estate: withWeb({ renewal: { unattended: true, atShare: 0.2 } }) },
    {
      name: 'past the day that was planned',
      estate: withWeb({ renewal: { unattended: true, dueAt: '2026-05-20T00:00:00.000Z' } }),
      messages: ['2026-05-20'],
    },
  ],
  notApplicable: [
    { name: 'Terraform has yet to issue it', estate: withWeb({ state: CertificateState.DECLARED }) },
    { name: 'the date of setup is not known', estate: withWeb(ofSetup()) },
  ],
  unknown: [{ name: 'dates that nobody states', estate: withWeb({ facts: { notBefore: undefined } }) }],
});
