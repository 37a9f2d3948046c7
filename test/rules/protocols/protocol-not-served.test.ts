import { ExchangeProduct } from '../../../lib/model';
import { protocolNotServed } from '../../../lib/rules/protocols/protocol-not-served';
import { RuleTester } from '../../../lib/testing';
import { withWeb, server, SERVER_2007, on, P } from '../../support/rule-estates';

RuleTester.run(protocolNotServed, {
  compliant: [
    { name: 'each protocol is served', estate: withWeb({}, { populations: [on('windows-10')] }) },
    {
      name: 'one of two servers serves it',
      estate: withWeb(
        {},
        {
          servers: [{ protocols: [P.OWA] }, { protocols: [P.IMAP4] }],
          populations: [on('windows-10', { uses: [P.IMAP4, P.OWA] })],
        },
      ),
    },
    {
      name: 'servers that are not declared are reported by another rule',
      estate: withWeb({}, { populations: [on('windows-10', { servers: ['app/gone'] })] }),
    },
  ],
  nonCompliant: [
    {
      name: 'Outlook Anywhere on 2007 without being enabled',
      estate: withWeb(
        {},
        { servers: [SERVER_2007], populations: [on('windows-xp', { uses: [P.OUTLOOK_ANYWHERE, P.OWA] })] },
      ),
      messages: ['uses Outlook Anywhere, and app/cas01 does not serve it'],
    },
    {
      name: 'bound on a version that lacks it',
      estate: withWeb(
        {},
        { servers: [{ ...SERVER_2007, protocols: [P.MAPI_OVER_HTTP] }], populations: [on('windows-xp')] },
      ),
      messages: ['has no MAPI over HTTP'],
    },
  ],
  notApplicable: [
    { name: 'clients without protocols', estate: withWeb({}, { populations: [on('windows-10', { uses: [] })] }) },
  ],
  unknown: [
    {
      name: 'MAPI over HTTP on 2013 with its update not stated',
      estate: withWeb(
        {},
        {
          servers: [server(ExchangeProduct.EXCHANGE_2013, {}, { protocols: [P.MAPI_OVER_HTTP] })],
          populations: [on('windows-10')],
        },
      ),
    },
  ],
});
