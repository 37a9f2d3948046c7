import { ExchangeProduct, ExtendedProtection, TokenChecking } from '../../../lib/model';
import { P, server } from '../../support/rule-estates';
import { extendedProtectionUnsupported } from '../../../lib/rules/connections/extended-protection-unsupported';
import { RuleTester, TestEstate } from '../../../lib/testing';

const ON = { extendedProtection: ExtendedProtection.ON };
const of = (product: ExchangeProduct, cumulativeUpdate?: number, securityUpdate?: string) =>
  TestEstate.of({
    servers: [
      server(
        product,
        { ...(cumulativeUpdate ? { cumulativeUpdate } : {}), ...(securityUpdate ? { securityUpdate } : {}) },
        ON,
      ),
    ],
  });

RuleTester.run(extendedProtectionUnsupported, {
  compliant: [
    { name: '2013 CU23 with the August 2022 update', estate: of(ExchangeProduct.EXCHANGE_2013, 23, '2022-08') },
    { name: '2016 CU22 with it', estate: of(ExchangeProduct.EXCHANGE_2016, 22, '2022-08') },
    { name: '2019 CU13, of any month', estate: of(ExchangeProduct.EXCHANGE_2019, 13) },
    { name: 'SE', estate: of(ExchangeProduct.EXCHANGE_SE) },
  ],
  nonCompliant: [
    { name: '2016 CU21', estate: of(ExchangeProduct.EXCHANGE_2016, 21), messages: ['cas01 (Exchange 2016 CU21)'] },
    { name: '2019 CU12 without it', estate: of(ExchangeProduct.EXCHANGE_2019, 12, '2022-05') },
    { name: '2010', estate: TestEstate.of({ servers: [server(ExchangeProduct.EXCHANGE_2010, {}, ON)] }) },
    {
      name: 'one directory of 2013 CU22',
      estate: TestEstate.of({
        servers: [
          server(
            ExchangeProduct.EXCHANGE_2013,
            { cumulativeUpdate: 22 },
            { protocols: [{ protocol: P.EWS, tokenChecking: TokenChecking.ALLOW }] },
          ),
        ],
      }),
    },
  ],
  notApplicable: [{ name: 'nothing is stated', estate: TestEstate.of() }],
  unknown: [
    { name: '2016, update not stated', estate: of(ExchangeProduct.EXCHANGE_2016), reasons: ['state the build'] },
    { name: '2016 CU23, month not stated', estate: of(ExchangeProduct.EXCHANGE_2016, 23) },
  ],
});
