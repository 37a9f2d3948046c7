import { ClientAuthentication, ClientCertificateMode } from '../../../lib/model';
import { clientCertificatesOnlyAccepted } from '../../../lib/rules/protocols/client-certificates-only-accepted';
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

RuleTester.run(clientCertificatesOnlyAccepted, {
  compliant: [{ name: 'required', estate: withWeb({}, required()) }],
  nonCompliant: [
    { name: 'accepted', estate: withWeb({}, required({ clientCertificates: ClientCertificateMode.ACCEPT })) },
  ],
  notApplicable: [{ name: 'ignored', estate: withWeb({}) }],
});
