import { ClientCertificateMode } from '../../../lib/model';
import { mobileOptimum } from '../../../lib/rules/protocols/mobile-optimum';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb, serving, SERVER_2007, on, P } from '../../support/rule-estates';

RuleTester.run(mobileOptimum, {
  compliant: [
    {
      name: 'all three',
      estate: withWeb(
        {},
        {
          servers: [
            {
              ...SERVER_2007,
              protocols: [{ protocol: P.ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE }],
            },
          ],
          populations: [on('windows-mobile-6')],
        },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'none of them',
      estate: withWeb(internal(), {
        servers: [{ ...SERVER_2007, protocols: [P.ACTIVE_SYNC] }],
        populations: [on('ios')],
      }),
      messages: ['certificate-based authentication, Windows Mobile 6.0'],
    },
  ],
  notApplicable: [
    {
      name: 'a later version',
      estate: withWeb(internal(), { servers: serving(P.ACTIVE_SYNC), populations: [on('ios')] }),
    },
    { name: 'no clients', estate: withWeb(internal(), { servers: [{ ...SERVER_2007, protocols: [P.ACTIVE_SYNC] }] }) },
  ],
});
