import { wildcardPrincipalRefused } from '../../../lib/rules/names/wildcard-principal-refused';
import { RuleTester } from '../../../lib/testing';
import { withWeb, serving, on, P } from '../../support/rule-estates';

const WILDCARD = { facts: { commonName: '*.contoso.com', dnsNames: [{ value: '*.contoso.com' }] } };

RuleTester.run(wildcardPrincipalRefused, {
  compliant: [
    {
      name: 'Outlook expects it',
      estate: withWeb(WILDCARD, {
        servers: serving({ protocol: P.OUTLOOK_ANYWHERE, certificatePrincipalName: 'msstd:*.contoso.com' }),
        populations: [on('windows-vista')],
      }),
    },
    {
      name: 'Vista SP1 tolerates it',
      estate: withWeb(WILDCARD, { servers: serving(P.OUTLOOK_ANYWHERE), populations: [on('windows-vista-sp1')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'Vista without a service pack',
      estate: withWeb(WILDCARD, { servers: serving(P.OUTLOOK_ANYWHERE), populations: [on('windows-vista')] }),
      messages: ['*.contoso.com'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(WILDCARD) }],
});
