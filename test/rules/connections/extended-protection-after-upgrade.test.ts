import { ClientAuthentication, ExchangeProduct, PublishingMode, PublishingPoint } from '../../../lib/model';
import { TestServer } from '../../../lib/testing';
import { P } from '../../support/rule-estates';
import { extendedProtectionAfterUpgrade } from '../../../lib/rules/connections/extended-protection-after-upgrade';
import { RuleTester, TestEstate } from '../../../lib/testing';

const OUTLOOK = { protocol: P.MAPI_OVER_HTTP, authentication: [ClientAuthentication.NTLM] };
const CU13 = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 13 };
const behind = (point: Partial<PublishingPoint>, more: TestServer = {}) =>
  TestEstate.of({
    servers: [{ publishingPoint: 'app/point1', protocols: [OUTLOOK], release: CU13, ...more }],
    certificates: { web: {}, edge: {} },
    publishingPoints: [point],
  });

RuleTester.run(extendedProtectionAfterUpgrade, {
  compliant: [
    { name: 'one certificate on both', estate: behind({ certificate: 'web' }) },
    {
      name: 'on already',
      estate: behind({ certificate: 'edge' }, { release: { product: ExchangeProduct.EXCHANGE_SE } }),
    },
    {
      name: 'no Windows authentication',
      estate: behind({ certificate: 'edge' }, { protocols: [P.ACTIVE_SYNC] }),
    },
  ],
  nonCompliant: [
    {
      name: 'another certificate',
      estate: behind({ certificate: 'edge' }),
      messages: ['presents another certificate'],
    },
    { name: 'offload', estate: behind({ mode: PublishingMode.OFFLOAD }), messages: ['point1 offloads'] },
    {
      name: '2016',
      estate: behind({ certificate: 'edge' }, { release: { product: ExchangeProduct.EXCHANGE_2016 } }),
    },
  ],
  notApplicable: [{ name: 'pass-through', estate: behind({ mode: PublishingMode.PASS_THROUGH }) }],
});
