import { ClientAuthentication, ClientCertificateMode, ExchangeProduct } from '../../../lib/model';
import { clientCertificatesUnsupported } from '../../../lib/rules/protocols/client-certificates-unsupported';
import { RuleTester, TestBinding, TestServer } from '../../../lib/testing';
import { withWeb, server, P } from '../../support/rule-estates';

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

RuleTester.run(clientCertificatesUnsupported, {
  compliant: [
    {
      name: '2013 CU5',
      estate: withWeb({}, required({}, server(ExchangeProduct.EXCHANGE_2013, { cumulativeUpdate: 5 }))),
    },
  ],
  nonCompliant: [
    {
      name: '2013 CU4',
      estate: withWeb({}, required({}, server(ExchangeProduct.EXCHANGE_2013, { cumulativeUpdate: 4 }))),
      messages: ['CU5'],
    },
  ],
  notApplicable: [{ name: 'they are ignored', estate: withWeb({}) }],
  unknown: [
    {
      name: '2013 with its update not stated',
      estate: withWeb({}, required({}, server(ExchangeProduct.EXCHANGE_2013))),
    },
    { name: 'EWS: no source', estate: withWeb({}, required({ protocol: P.EWS })) },
  ],
});
