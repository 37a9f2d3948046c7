import { usageRefusedByClients } from '../../../lib/rules/protocols/usage-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(usageRefusedByClients, {
  compliant: [
    { name: 'serverAuth', estate: withWeb({}, { populations: [on('ios')] }) },
    {
      name: 'no extension, and clients that do not mind',
      estate: withWeb({ facts: { extendedKeyUsages: [] } }, { populations: [on('windows-10')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'no extension, and an iPhone',
      estate: withWeb({ facts: { extendedKeyUsages: [] } }, { populations: [on('ios')] }),
      messages: ['serverAuth'],
    },
    {
      name: 'a key usage that rules TLS out',
      estate: withWeb({ facts: { keyUsages: ['keyCertSign'] } }, { populations: [on('windows-10')] }),
      messages: ['keyCertSign'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({ facts: { extendedKeyUsages: [] } }) }],
});
