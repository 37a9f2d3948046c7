import { KeyType } from '../../../lib/model';
import { keyRefusedByClients } from '../../../lib/rules/keys/key-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(keyRefusedByClients, {
  compliant: [
    { name: '2048 bits and an iPhone', estate: withWeb({}, { populations: [on('ios')] }) },
    {
      name: '1024 bits and clients of the time',
      estate: withWeb({ facts: { keyBits: 1024 } }, { populations: [on('windows-xp')] }),
    },
  ],
  nonCompliant: [
    {
      name: '1024 bits and an iPhone',
      estate: withWeb({ facts: { keyBits: 1024 } }, { populations: [on('ios')] }),
      messages: ['under 2048 bits'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({ facts: { keyBits: 1024 } }) }],
  unknown: [
    {
      name: 'ECDSA and Windows Mobile 6',
      estate: withWeb({ facts: { keyType: KeyType.ECDSA, keyBits: 256 } }, { populations: [on('windows-mobile-6')] }),
    },
  ],
});
