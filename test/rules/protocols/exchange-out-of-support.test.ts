import { ExchangeProduct } from '../../../lib/model';
import { exchangeOutOfSupport } from '../../../lib/rules/protocols/exchange-out-of-support';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, server, SERVER_2007 } from '../../support/rule-estates';

RuleTester.run(exchangeOutOfSupport, {
  compliant: [
    { name: 'SE', estate: withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_SE)] }) },
    { name: 'the last day counts', estate: withWeb({}), now: new Date('2025-10-14T23:59:59Z') },
  ],
  nonCompliant: [
    {
      name: 'one note for each version',
      estate: withWeb({}, { servers: [SERVER_2007, SERVER_2007, {}] }),
      findings: 2,
      messages: ['2017-04-11: cas01, cas02', '(paid updates until 2026-10-31)'],
    },
    {
      name: 'paid updates ended too',
      estate: withWeb({}),
      now: new Date('2026-11-01T00:00:00Z'),
      messages: ['since 2025-10-14, and paid updates ended on 2026-10-31: cas01'],
    },
  ],
  notApplicable: [{ name: 'no servers', estate: TestEstate.of({ servers: [] }) }],
});
