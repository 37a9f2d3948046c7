import { ClientAuthentication, ClientCertificateMode } from '../../../lib/model';
import { passwordBesideClientCertificate } from '../../../lib/rules/protocols/password-beside-client-certificate';
import { RuleTester, TestBinding, TestServer } from '../../../lib/testing';
import { withWeb, P } from '../../support/rule-estates';

const required = (more: Partial<TestBinding> = {}, given: TestServer = {}) => ({
  servers: [
    {
      ...given,
      protocols: [
        {
          protocol: P.ACTIVE_SYNC,
          clientCertificates: ClientCertificateMode.REQUIRE,
          authentication: [ClientAuthentication.CERTIFICATE],
          ...more,
        },
      ],
    },
  ],
});

RuleTester.run(passwordBesideClientCertificate, {
  compliant: [{ name: 'certificates alone', estate: withWeb({}, required()) }],
  nonCompliant: [
    {
      name: 'basic beside it',
      estate: withWeb({}, required({ authentication: [ClientAuthentication.CERTIFICATE, ClientAuthentication.BASIC] })),
      messages: ['basic'],
    },
  ],
  notApplicable: [{ name: 'not required', estate: withWeb({}) }],
});
