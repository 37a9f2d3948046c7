import { KeyType } from '../../../lib/model';
import { rsaKeyTooShort } from '../../../lib/rules/keys/rsa-key-too-short';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(rsaKeyTooShort, {
  compliant: [{ name: '2048 bits', estate: withWeb({}) }],
  nonCompliant: [{ name: '1024 bits', estate: withWeb({ facts: { keyBits: 1024 } }), messages: ['1024 bits'] }],
  notApplicable: [{ name: 'ECDSA', estate: withWeb({ facts: { keyType: KeyType.ECDSA, keyBits: 256 } }) }],
  unknown: [{ name: 'the length is not known', estate: withWeb({ facts: { keyBits: undefined } }) }],
});
