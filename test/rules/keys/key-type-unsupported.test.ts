import { KeyType } from '../../../lib/model';
import { keyTypeUnsupported } from '../../../lib/rules/keys/key-type-unsupported';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

RuleTester.run(keyTypeUnsupported, {
  compliant: [
    { name: 'RSA', estate: withWeb({}) },
    { name: 'ECDSA', estate: withWeb({ facts: { keyType: KeyType.ECDSA } }) },
  ],
  nonCompliant: [
    {
      name: 'a purchased certificate with Ed25519',
      estate: withWeb({ facts: { keyType: KeyType.ED25519 } }),
      messages: ['ed25519'],
    },
  ],
  notApplicable: [{ name: 'the kind of key is not known', estate: withWeb({ facts: { keyType: undefined } }) }],
  unknown: [{ name: 'Ed25519 of an internal CA', estate: withWeb(internal({ facts: { keyType: KeyType.ED25519 } })) }],
});
