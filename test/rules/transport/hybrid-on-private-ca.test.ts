import { hybridOnPrivateCa } from '../../../lib/rules/transport/hybrid-on-private-ca';
import { RuleTester } from '../../../lib/testing';
import { selfSigned, internal, withWeb } from '../../support/rule-estates';

RuleTester.run(hybridOnPrivateCa, {
  compliant: [{ name: 'a purchased certificate', estate: withWeb({}, { hybrids: [{}] }) }],
  nonCompliant: [
    { name: 'an internal CA', estate: withWeb(internal(), { hybrids: [{}] }), messages: ['Contoso Root CA'] },
    { name: 'self-signed', estate: withWeb(selfSigned(), { hybrids: [{}] }) },
  ],
  notApplicable: [{ name: 'no hybrid deployment', estate: withWeb(internal()) }],
  unknown: [{ name: 'the root is not known', estate: withWeb({ anchor: undefined }, { hybrids: [{}] }) }],
});
