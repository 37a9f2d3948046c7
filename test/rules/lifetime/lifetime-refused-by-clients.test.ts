import { lifetimeRefusedByClients } from '../../../lib/rules/lifetime/lifetime-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { DAY, ofSetup, internal, withWeb, on } from '../../support/rule-estates';

RuleTester.run(lifetimeRefusedByClients, {
  compliant: [
    {
      name: '825 days',
      estate: withWeb(internal({ facts: { lifetimeSeconds: 825 * DAY } }), { populations: [on('ios')] }),
    },
    {
      name: 'other clients do not mind',
      estate: withWeb(internal({ facts: { lifetimeSeconds: 3650 * DAY } }), { populations: [on('windows-10')] }),
    },
  ],
  nonCompliant: [
    {
      name: '826 days and two populations: one finding each',
      estate: withWeb(internal({ facts: { lifetimeSeconds: 826 * DAY } }), { populations: [on('ios'), on('macos')] }),
      findings: 2,
      populations: ['clients1', 'clients2'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(internal({ facts: { lifetimeSeconds: 3650 * DAY } })) }],
  unknown: [
    {
      name: 'a certificate of setup whose day nobody states',
      estate: withWeb(ofSetup({ lifetimeSeconds: 1826 * DAY }), { populations: [on('ios')] }),
    },
  ],
});
