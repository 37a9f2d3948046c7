import { oauthCertificateShared } from '../../../lib/rules/transport/oauth-certificate-shared';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, withWeb } from '../../support/rule-estates';

const auth = (certificate: TestCertificate, more: object = {}) =>
  TestEstate.of({
    certificates: { web: {}, auth: { ...certificate, anchor: 'self' } },
    anchors: ANCHORS,
    serverAuthentications: [more],
  });

RuleTester.run(oauthCertificateShared, {
  compliant: [{ name: 'one of its own', estate: auth({}) }],
  nonCompliant: [
    { name: 'that of the web site', estate: auth({}, { certificate: 'web' }), messages: ['the web site of cas01'] },
  ],
  notApplicable: [{ name: 'server authentication is not declared', estate: withWeb({}) }],
});
