import { ClientAuthentication, ExtendedProtection, PublishingMode } from '../../../lib/model';
import { TestServer } from '../../../lib/testing';
import { P } from '../../support/rule-estates';
import { bridgeRenewedApart } from '../../../lib/rules/connections/bridge-renewed-apart';
import { RuleTester, TestEstate } from '../../../lib/testing';

const OUTLOOK = { protocol: P.MAPI_OVER_HTTP, authentication: [ClientAuthentication.NEGOTIATE] };
const bridge = (certificate: string, more: TestServer = {}) =>
  TestEstate.of({
    servers: [{ publishingPoint: 'app/point1', protocols: [OUTLOOK], ...more }],
    certificates: {
      web: { facts: { sha256: 'aa' } },
      twin: { facts: { sha256: 'aa' } },
      other: { facts: { sha256: 'bb' } },
    },
    publishingPoints: [{ certificate }],
  });

RuleTester.run(bridgeRenewedApart, {
  compliant: [
    { name: 'declared once', estate: bridge('web') },
    { name: 'two certificates, which is another fault', estate: bridge('other') },
    { name: 'no Extended Protection', estate: bridge('twin', { extendedProtection: ExtendedProtection.OFF }) },
    { name: 'no Windows authentication', estate: bridge('twin', { protocols: [P.OWA] }) },
  ],
  nonCompliant: [
    {
      name: 'the same bytes, declared twice',
      estate: bridge('twin'),
      messages: ['for point1 and once more for cas01'],
    },
  ],
  notApplicable: [
    { name: 'nothing in front', estate: TestEstate.of() },
    {
      name: 'pass-through',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1' }],
        publishingPoints: [{ mode: PublishingMode.PASS_THROUGH }],
      }),
    },
  ],
});
