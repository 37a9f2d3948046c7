import { ExchangeProduct, ExtendedProtection, PublishingMode } from '../../../lib/model';
import { TestServer } from '../../../lib/testing';
import { P } from '../../support/rule-estates';
import { offloadWithExtendedProtection } from '../../../lib/rules/connections/offload-with-extended-protection';
import { RuleTester, TestEstate } from '../../../lib/testing';

const behind = (mode: PublishingMode, more: TestServer) =>
  TestEstate.of({
    servers: [{ publishingPoint: 'app/point1', protocols: [P.MAPI_OVER_HTTP, P.IMAP4], ...more }],
    publishingPoints: [{ mode }],
  });
const unstated = { release: { product: ExchangeProduct.EXCHANGE_2019 } };

RuleTester.run(offloadWithExtendedProtection, {
  compliant: [
    {
      name: 'switched off',
      estate: behind(PublishingMode.OFFLOAD, { extendedProtection: ExtendedProtection.OFF }),
    },
    {
      name: 'before setup switched it on',
      estate: behind(PublishingMode.OFFLOAD, {
        release: { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 13 },
      }),
    },
  ],
  nonCompliant: [
    {
      name: 'as setup of 2019 CU15 leaves it; protocols that IIS does not serve do not count',
      estate: behind(PublishingMode.OFFLOAD, {}),
      messages: [/clear text to servers with Extended Protection: cas01$/],
      fixes: ['-SSLOffloading $false'],
    },
    {
      name: 'switched on for 2016',
      estate: behind(PublishingMode.OFFLOAD, {
        release: { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23 },
        extendedProtection: ExtendedProtection.ON,
      }),
    },
  ],
  notApplicable: [{ name: 'bridging', estate: behind(PublishingMode.BRIDGING, {}) }],
  unknown: [
    {
      name: '2019 with its cumulative update not stated',
      estate: behind(PublishingMode.OFFLOAD, unstated),
      reasons: ['depends on their build or setting'],
    },
  ],
});
