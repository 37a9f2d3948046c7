import { CertificateRole } from '../../../lib/model';
import { transportCertificateReplaced } from '../../../lib/rules/custody/transport-certificate-replaced';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, selfSigned, ofSetup, withWeb } from '../../support/rule-estates';

const assigned = (inner: TestCertificate) =>
  TestEstate.of({
    servers: [{ roles: [{ role: CertificateRole.TRANSPORT_DEFAULT, certificate: 'inner' }] }],
    certificates: { web: {}, inner },
    anchors: ANCHORS,
  });

RuleTester.run(transportCertificateReplaced, {
  compliant: [
    { name: 'the certificate of setup', estate: assigned(ofSetup()) },
    { name: 'another self-signed one, as a renewal leaves it', estate: assigned(selfSigned()) },
  ],
  nonCompliant: [{ name: 'a purchased certificate', estate: assigned({}), messages: ['cas01 uses'] }],
  notApplicable: [{ name: 'the role is not declared', estate: withWeb({}) }],
  unknown: [
    {
      name: 'the certificate is not declared',
      estate: TestEstate.of({
        servers: [{ roles: [{ role: CertificateRole.TRANSPORT_DEFAULT, certificate: 'inner' }] }],
      }),
    },
  ],
});
