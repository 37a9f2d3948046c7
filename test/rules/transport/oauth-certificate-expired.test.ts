import { oauthCertificateExpired } from '../../../lib/rules/transport/oauth-certificate-expired';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, withWeb } from '../../support/rule-estates';

const auth = (certificate: TestCertificate, more: object = {}) =>
  TestEstate.of({
    certificates: { web: {}, auth: { ...certificate, anchor: 'self' } },
    anchors: ANCHORS,
    serverAuthentications: [more],
  });

RuleTester.run(oauthCertificateExpired, {
  compliant: [{ name: 'valid', estate: auth({}) }],
  nonCompliant: [
    { name: 'expired', estate: auth({ facts: { notAfter: '2026-05-31T00:00:00.000Z' } }), messages: ['2026-05-31'] },
  ],
  notApplicable: [{ name: 'server authentication is not declared', estate: withWeb({}) }],
  unknown: [{ name: 'its last day is not stated', estate: auth({ facts: { notAfter: undefined } }) }],
});
