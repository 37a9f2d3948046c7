import { ExchangeProduct, ExtendedProtection } from '../../../lib/model';
import { server } from '../../support/rule-estates';
import { extendedProtectionOff } from '../../../lib/rules/connections/extended-protection-off';
import { RuleTester, TestEstate } from '../../../lib/testing';

const AUGUST_2022 = { cumulativeUpdate: 23, securityUpdate: '2022-08' };

RuleTester.run(extendedProtectionOff, {
  compliant: [
    { name: '2019 CU15, as setup leaves it', estate: TestEstate.of() },
    {
      name: 'switched on',
      estate: TestEstate.of({
        servers: [server(ExchangeProduct.EXCHANGE_2016, AUGUST_2022, { extendedProtection: ExtendedProtection.ON })],
      }),
    },
    {
      name: 'a build that does not support it',
      estate: TestEstate.of({ servers: [server(ExchangeProduct.EXCHANGE_2016, { cumulativeUpdate: 21 })] }),
    },
  ],
  nonCompliant: [
    {
      name: 'one warning for each release',
      estate: TestEstate.of({
        servers: [
          server(ExchangeProduct.EXCHANGE_2016, AUGUST_2022),
          server(ExchangeProduct.EXCHANGE_2016, AUGUST_2022),
        ],
      }),
      messages: ['off on cas01, cas02 (Exchange 2016 CU23'],
    },
    { name: 'switched off', estate: TestEstate.of({ servers: [{ extendedProtection: ExtendedProtection.OFF }] }) },
  ],
  notApplicable: [
    {
      name: 'before the first update that supports it',
      estate: TestEstate.of({ servers: [{ extendedProtection: ExtendedProtection.OFF }] }),
      now: new Date('2022-08-08T00:00:00Z'),
    },
  ],
});
