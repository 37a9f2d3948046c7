import { certificateExpired } from '../../../lib/rules/lifetime/certificate-expired';
import { RuleTester } from '../../../lib/testing';
import { observation } from '../../support/observations';
import { ofSetup, withWeb } from '../../support/rule-estates';

const DAY = 86_400_000;
const PAST = withWeb({ facts: { notAfter: '2026-05-31T23:59:59.000Z' } });

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
    {
      name: "by this machine's clock alone",
      estate: { ...PAST, observations: [observation({ web: { path: '/', hops: [], aheadMs: -DAY } })] },
      messages: ['this is doubtful: by the clock of mail.contoso.com:443 at 192.0.2.1, which is 24 hours behind'],
    },
    {
      name: 'by every clock',
      estate: { ...PAST, observations: [observation({ web: { path: '/', hops: [], aheadMs: DAY } })] },
      messages: [/expired on 2026-05-31T23:59:59.000Z$/],
    },
  ],
  notApplicable: [{ name: 'nobody knows the date', estate: withWeb(ofSetup()) }],
});
