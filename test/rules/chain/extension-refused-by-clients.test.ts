import { extensionRefusedByClients } from '../../../lib/rules/chain/extension-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(extensionRefusedByClients, {
  compliant: [
    {
      name: 'without the extension',
      estate: withWeb({ facts: { hasPolicies: false } }, { populations: [on('symbian')] }),
    },
    { name: 'other phones', estate: withWeb({}, { populations: [on('ios')] }) },
  ],
  nonCompliant: [
    {
      name: 'Nokia and a certificate with policies',
      estate: withWeb({}, { populations: [on('symbian')] }),
      messages: ['Certificate Policies'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({}) }],
});
