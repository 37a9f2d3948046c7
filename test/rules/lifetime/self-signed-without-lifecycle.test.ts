import { selfSignedWithoutLifecycle } from '../../../lib/rules/lifetime/self-signed-without-lifecycle';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { ANCHORS, ofSetup, selfSigned, internal, withWeb } from '../../support/rule-estates';

RuleTester.run(selfSignedWithoutLifecycle, {
  compliant: [{ name: 'an internal CA', estate: withWeb(internal()) }],
  nonCompliant: [
    {
      name: 'renewed by deploy, and copied by hand',
      estate: withWeb(selfSigned()),
      messages: ['every renewal must be copied'],
    },
    {
      name: 'the certificate of setup',
      estate: withWeb({ ...ofSetup(), renewal: undefined }),
      messages: ['that setup installed has no renewal'],
    },
  ],
  notApplicable: [
    {
      name: 'nobody presents it',
      estate: TestEstate.of({ servers: [], certificates: { web: selfSigned() }, anchors: ANCHORS }),
    },
  ],
});
