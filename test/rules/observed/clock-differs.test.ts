import { clockDiffers } from '../../../lib/rules/observed/clock-differs';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

const DAYS = 86_400_000;
const asked = (address: string, aheadMs: number) => ({ address, web: { path: '/owa', hops: [], aheadMs } });

RuleTester.run(clockDiffers, {
  compliant: [
    { name: 'no clock was seen', estate: observed({}) },
    { name: 'they agree nearly', estate: observed(asked('192.0.2.1', 60_000), asked('192.0.2.2', -60_000)) },
  ],
  nonCompliant: [
    {
      name: 'all servers agree, and this machine does not',
      estate: observed(...['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((one) => asked(one, -400 * DAYS))),
      messages: ['this machine differs from that of 3 servers'],
    },
    {
      name: 'one server of two',
      estate: observed(asked('192.0.2.1', 0), asked('192.0.2.2', 3 * DAYS)),
      messages: ['3 days ahead'],
    },
    { name: 'one server alone', estate: observed(asked('192.0.2.1', -7_200_000)), messages: ['2 hours behind'] },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
