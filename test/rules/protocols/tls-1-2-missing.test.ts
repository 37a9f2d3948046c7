import { ExchangeProduct } from '../../../lib/model';
import { tls12Missing } from '../../../lib/rules/protocols/tls-1-2-missing';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, server, SERVER_2007 } from '../../support/rule-estates';

RuleTester.run(tls12Missing, {
  compliant: [
    { name: '2019', estate: withWeb({}) },
    {
      name: '2016 CU8',
      estate: withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2016, { cumulativeUpdate: 8 })] }),
    },
  ],
  nonCompliant: [
    {
      name: '2016 CU7',
      estate: withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2016, { cumulativeUpdate: 7 })] }),
      messages: ['Exchange 2016 CU7'],
      fixes: ['install Exchange 2016 CU8 or later'],
    },
    {
      name: '2007: one note for all servers',
      estate: withWeb({}, { servers: [SERVER_2007, SERVER_2007] }),
      fixes: ['move to a version that serves it'],
    },
  ],
  notApplicable: [
    {
      name: 'before browsers switched TLS 1.0 off',
      estate: withWeb({}, { servers: [SERVER_2007] }),
      now: new Date('2010-06-01T00:00:00Z'),
    },
    { name: 'no servers', estate: TestEstate.of({ servers: [] }) },
  ],
  unknown: [
    {
      name: '2016 with its update not stated',
      estate: withWeb({}, { servers: [server(ExchangeProduct.EXCHANGE_2016)] }),
    },
  ],
});
