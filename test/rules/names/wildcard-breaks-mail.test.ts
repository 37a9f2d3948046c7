import { Encryption, ExchangeProduct } from '../../../lib/model';
import { wildcardBreaksMail } from '../../../lib/rules/names/wildcard-breaks-mail';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { withWeb, server, P } from '../../support/rule-estates';

const mailOn = (
  product: ExchangeProduct,
  more: object,
  web: TestCertificate = { facts: { dnsNames: [{ value: '*.contoso.com' }] } },
) =>
  withWeb(web, {
    servers: [
      server(product, more, {
        protocols: [{ protocol: P.IMAP4, listeners: [{ port: 993, encryption: Encryption.TLS }] }],
      }),
    ],
  });

RuleTester.run(wildcardBreaksMail, {
  compliant: [
    { name: 'the exact name', estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 1, updateRollup: 3 }, {}) },
    {
      name: 'SP1 with Update Rollup 4',
      estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 1, updateRollup: 4 }),
    },
    { name: 'SP3', estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 3 }) },
  ],
  nonCompliant: [
    {
      name: 'SP1 with Update Rollup 3',
      estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 1, updateRollup: 3 }),
      messages: ['IMAP4 on cas01'],
    },
  ],
  notApplicable: [
    { name: 'a later version', estate: mailOn(ExchangeProduct.EXCHANGE_2016, {}) },
    {
      name: 'RTM, of which the article does not speak',
      estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 0 }),
    },
  ],
  unknown: [
    { name: 'SP1 with its rollup not stated', estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 1 }) },
  ],
});
