import { Encryption, ExchangeProduct } from '../../../lib/model';
import { wildcardNotAssignable } from '../../../lib/rules/names/wildcard-not-assignable';
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

RuleTester.run(wildcardNotAssignable, {
  compliant: [{ name: 'the exact name', estate: mailOn(ExchangeProduct.EXCHANGE_2016, {}, {}) }],
  nonCompliant: [
    { name: 'a wildcard alone', estate: mailOn(ExchangeProduct.EXCHANGE_2016, {}), messages: ['*.contoso.com'] },
  ],
  notApplicable: [
    {
      name: '2007 SP1 before the rollup, where it breaks',
      estate: mailOn(ExchangeProduct.EXCHANGE_2007, { servicePack: 1, updateRollup: 3 }),
    },
  ],
});
