import { publicLifetimeExceeded } from '../../../lib/rules/lifetime/public-lifetime-exceeded';
import { RuleTester } from '../../../lib/testing';
import { DAY, internal, withWeb } from '../../support/rule-estates';

const issued = (notBefore: string, days: number) => withWeb({ facts: { notBefore, lifetimeSeconds: days * DAY } });

RuleTester.run(publicLifetimeExceeded, {
  compliant: [
    ...(
      [
        ['2026-03-14T23:59:59.000Z', 398],
        ['2026-03-15T00:00:00.000Z', 200],
        ['2027-03-15T00:00:00.000Z', 100],
        ['2029-03-15T00:00:00.000Z', 47],
        ['2019-01-01T00:00:00.000Z', 825],
      ] as const
    ).map(([from, days]) => ({ name: `${days} days from ${from}`, estate: issued(from, days) })),
    { name: 'before there was a limit', estate: issued('2015-01-01T00:00:00.000Z', 1825) },
  ],
  nonCompliant: [
    ...(
      [
        ['2026-03-14T23:59:59.000Z', 399],
        ['2026-03-15T00:00:00.000Z', 201],
        ['2027-03-15T00:00:00.000Z', 101],
        ['2029-03-15T00:00:00.000Z', 48],
      ] as const
    ).map(([from, days]) => ({
      name: `${days} days from ${from}`,
      estate: issued(from, days),
      messages: [`lives ${days} days`],
    })),
    {
      name: 'a second more than 200 days',
      estate: withWeb({ facts: { notBefore: '2026-04-01T00:00:00.000Z', lifetimeSeconds: 200 * DAY + 1 } }),
    },
  ],
  notApplicable: [{ name: 'an internal CA', estate: withWeb(internal({ facts: { lifetimeSeconds: 3650 * DAY } })) }],
  unknown: [{ name: 'the day of issue is not known', estate: withWeb({ facts: { notBefore: undefined } }) }],
});
