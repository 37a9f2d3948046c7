import { ExchangeProduct } from '../../../lib/model';
import { connectorCertificateUnsupported } from '../../../lib/rules/transport/connector-certificate-unsupported';
import { RuleTester, TestServer } from '../../../lib/testing';
import { P, withWeb, server } from '../../support/rule-estates';

const pinned = (given: TestServer) =>
  withWeb({}, { servers: [given], connectors: [{ tlsCertificateName: '<I>CN=a<S>CN=b' }] });

RuleTester.run(connectorCertificateUnsupported, {
  compliant: [{ name: '2019', estate: pinned({}) }],
  nonCompliant: [
    {
      name: '2010',
      estate: pinned(server(ExchangeProduct.EXCHANGE_2010, { servicePack: 3 })),
      messages: ['Exchange 2010 SP3'],
    },
    {
      name: 'port 587 of 2010',
      estate: withWeb(
        {},
        {
          servers: [
            server(
              ExchangeProduct.EXCHANGE_2010,
              { servicePack: 3 },
              { protocols: [{ protocol: P.SMTP_SUBMISSION, pinned: true }] },
            ),
          ],
        },
      ),
      messages: ['port 587 is pinned to a certificate, which Exchange 2010 SP3 on cas01 cannot do'],
    },
  ],
  notApplicable: [{ name: 'no connector is pinned', estate: withWeb({}, { connectors: [{}] }) }],
});
