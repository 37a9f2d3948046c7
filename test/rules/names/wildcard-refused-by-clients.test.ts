import { wildcardRefusedByClients } from '../../../lib/rules/names/wildcard-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

const WILDCARD = { facts: { dnsNames: [{ value: '*.contoso.com' }] } };

RuleTester.run(wildcardRefusedByClients, {
  compliant: [
    { name: 'Windows Mobile 5 and the exact name', estate: withWeb({}, { populations: [on('windows-mobile-5')] }) },
    { name: 'Windows Mobile 6 and a wildcard', estate: withWeb(WILDCARD, { populations: [on('windows-mobile-6')] }) },
  ],
  nonCompliant: [
    {
      name: 'Windows Mobile 5 and a wildcard: one finding a population',
      estate: withWeb(WILDCARD, { populations: [on('windows-mobile-5')] }),
      messages: ['cannot connect to 3 bindings'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(WILDCARD) }],
  unknown: [{ name: 'BlackBerry: no source', estate: withWeb(WILDCARD, { populations: [on('blackberry')] }) }],
});
