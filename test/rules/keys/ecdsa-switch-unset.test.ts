import { KeyType } from '../../../lib/model';
import { ecdsaSwitchUnset } from '../../../lib/rules/keys/ecdsa-switch-unset';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(ecdsaSwitchUnset, {
  compliant: [{ name: 'RSA', estate: withWeb({}) }],
  nonCompliant: [
    {
      name: 'one note for all servers',
      estate: withWeb({ facts: { keyType: KeyType.ECDSA, keyBits: 256 } }, { servers: [{}, {}] }),
      messages: ['cas01, cas02'],
    },
  ],
  notApplicable: [{ name: 'no servers', estate: TestEstate.of({ servers: [] }) }],
});
