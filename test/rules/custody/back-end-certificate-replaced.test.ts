import { CertificateRole } from '../../../lib/model';
import { backEndCertificateReplaced } from '../../../lib/rules/custody/back-end-certificate-replaced';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, selfSigned, ofSetup, withWeb, SERVER_2007 } from '../../support/rule-estates';

const assigned = (inner: TestCertificate) =>
  TestEstate.of({
    servers: [{ roles: [{ role: CertificateRole.BACK_END, certificate: 'inner' }] }],
    certificates: { web: {}, inner },
    anchors: ANCHORS,
  });

RuleTester.run(backEndCertificateReplaced, {
  compliant: [
    { name: 'the certificate of setup', estate: assigned(ofSetup()) },
    { name: 'another self-signed one, as a renewal leaves it', estate: assigned(selfSigned()) },
  ],
  nonCompliant: [{ name: 'a purchased certificate', estate: assigned({}), messages: ['the back end of cas01'] }],
  notApplicable: [
    { name: 'the role is not declared', estate: withWeb({}) },
    {
      name: '2007 has no back end',
      estate: TestEstate.of({
        servers: [{ ...SERVER_2007, roles: [{ role: CertificateRole.BACK_END, certificate: 'web' }] }],
      }),
    },
  ],
  unknown: [
    {
      name: 'the certificate is not declared',
      estate: TestEstate.of({ servers: [{ roles: [{ role: CertificateRole.BACK_END, certificate: 'inner' }] }] }),
    },
  ],
});
