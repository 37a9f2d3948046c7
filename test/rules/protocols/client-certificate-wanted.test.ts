import { ClientAuthentication, ClientCertificateMode } from '../../../lib/model';
import { clientCertificateWanted } from '../../../lib/rules/protocols/client-certificate-wanted';
import { RuleTester, TestBinding, TestServer } from '../../../lib/testing';
import { withWeb, on, P } from '../../support/rule-estates';

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

RuleTester.run(clientCertificateWanted, {
  compliant: [
    {
      name: 'the clients have one',
      estate: withWeb({}, { ...required(), populations: [on('ios', { clientCertificates: true })] }),
    },
  ],
  nonCompliant: [
    {
      name: 'they have none',
      estate: withWeb({}, { ...required(), populations: [on('ios')] }),
      messages: ['0x80072F0C'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({}, required()) }],
});
