import { ExchangeProduct, KeyType } from '../../../lib/model';
import { rsaKeyInCngProvider } from '../../../lib/rules/keys/rsa-key-in-cng-provider';
import { RuleTester } from '../../../lib/testing';
import { withWeb, serving, server, P } from '../../support/rule-estates';

const KSP = 'Microsoft Software Key Storage Provider';
const CSP = 'Microsoft RSA SChannel Cryptographic Provider';

RuleTester.run(rsaKeyInCngProvider, {
  compliant: [{ name: 'the legacy provider', estate: withWeb({ keyProvider: CSP }) }],
  nonCompliant: [
    {
      name: 'a key storage provider on 2013',
      estate: withWeb(
        { keyProvider: KSP },
        { servers: [server(ExchangeProduct.EXCHANGE_2013, { cumulativeUpdate: 23 })] },
      ),
      messages: [KSP],
    },
  ],
  notApplicable: [
    { name: 'nobody names the provider', estate: withWeb({}) },
    { name: 'no forms are served', estate: withWeb({ keyProvider: KSP }, { servers: serving(P.ACTIVE_SYNC) }) },
    {
      name: 'ECDSA belongs there',
      estate: withWeb({ keyProvider: KSP, facts: { keyType: KeyType.ECDSA, keyBits: 256 } }),
    },
  ],
  unknown: [{ name: 'builds of 2024 and later', estate: withWeb({ keyProvider: KSP }) }],
});
