import { ExchangeProduct, KeyType } from '../../../lib/model';
import { ecdsaTooEarly } from '../../../lib/rules/keys/ecdsa-too-early';
import { RuleTester, TestServer } from '../../../lib/testing';
import { withWeb, server } from '../../support/rule-estates';

const ecdsaOn = (given: TestServer) =>
  withWeb({ facts: { keyType: KeyType.ECDSA, keyBits: 256 } }, { servers: [given] });

RuleTester.run(ecdsaTooEarly, {
  compliant: [
    { name: 'SE', estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_SE)) },
    { name: '2019 CU15', estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_2019, { cumulativeUpdate: 15 })) },
  ],
  nonCompliant: [
    {
      name: '2019 CU12',
      estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_2019, { cumulativeUpdate: 12 })),
      messages: ['iis, pop, imap, smtp'],
      fixes: ['bring the server to an update that takes ECDSA'],
    },
    {
      name: '2019 CU14 with the April update: POP3 and IMAP4 alone',
      estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_2019, { cumulativeUpdate: 14, securityUpdate: '2024-04' })),
      messages: [/for pop, imap$/],
    },
    {
      name: '2007, for which no update takes it',
      estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_2007, { servicePack: 3 })),
      fixes: [/^use an RSA key$/],
    },
  ],
  notApplicable: [{ name: 'RSA', estate: withWeb({}) }],
  unknown: [{ name: '2019 with its update not stated', estate: ecdsaOn(server(ExchangeProduct.EXCHANGE_2019)) }],
});
