import { KeyType } from '../../../lib/model';
import { oauthCertificateEcdsa } from '../../../lib/rules/transport/oauth-certificate-ecdsa';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, withWeb } from '../../support/rule-estates';

const auth = (certificate: TestCertificate, more: object = {}) =>
  TestEstate.of({
    certificates: { web: {}, auth: { ...certificate, anchor: 'self' } },
    anchors: ANCHORS,
    serverAuthentications: [more],
  });

RuleTester.run(oauthCertificateEcdsa, {
  compliant: [{ name: 'RSA', estate: auth({}) }],
  nonCompliant: [
    { name: 'ECDSA', estate: auth({ facts: { keyType: KeyType.ECDSA } }) },
    {
      name: 'the next one is ECDSA',
      estate: TestEstate.of({
        certificates: { web: {}, auth: {}, next: { facts: { keyType: KeyType.ECDSA } } },
        serverAuthentications: [{ nextCertificate: 'next' }],
      }),
      messages: ['next'],
    },
  ],
  notApplicable: [{ name: 'server authentication is not declared', estate: withWeb({}) }],
  unknown: [{ name: 'the kind of key is not stated', estate: auth({ facts: { keyType: undefined } }) }],
});
