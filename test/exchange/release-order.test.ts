import { ExchangeVersion, isAtLeast, releaseLabel } from '../../lib/exchange';
import { ExchangeProduct, ExchangeRelease } from '../../lib/model';

const P = ExchangeProduct;

test.each<[string, ExchangeRelease, ExchangeRelease, boolean | undefined]>([
  ['a later product line', { product: P.EXCHANGE_2010 }, { product: P.EXCHANGE_2007, servicePack: 3 }, true],
  ['an earlier product line', { product: P.EXCHANGE_2007, servicePack: 3 }, { product: P.EXCHANGE_2010 }, false],
  ['SE after 2019', { product: P.EXCHANGE_SE }, { product: P.EXCHANGE_2019, cumulativeUpdate: 15 }, true],
  [
    'the same service pack',
    { product: P.EXCHANGE_2007, servicePack: 1 },
    { product: P.EXCHANGE_2007, servicePack: 1 },
    true,
  ],
  [
    'a lower service pack',
    { product: P.EXCHANGE_2007, servicePack: 0 },
    { product: P.EXCHANGE_2007, servicePack: 1 },
    false,
  ],
  ['no service pack stated', { product: P.EXCHANGE_2010 }, { product: P.EXCHANGE_2010, servicePack: 3 }, undefined],
  ['no service pack needed', { product: P.EXCHANGE_2010 }, { product: P.EXCHANGE_2010, servicePack: 0 }, true],
  [
    'a rollup not stated',
    { product: P.EXCHANGE_2007, servicePack: 1 },
    { product: P.EXCHANGE_2007, servicePack: 1, updateRollup: 4 },
    undefined,
  ],
  [
    'a later service pack has every rollup of the one before',
    { product: P.EXCHANGE_2007, servicePack: 2 },
    { product: P.EXCHANGE_2007, servicePack: 1, updateRollup: 4 },
    true,
  ],
  [
    'no cumulative update stated',
    { product: P.EXCHANGE_2016 },
    { product: P.EXCHANGE_2016, cumulativeUpdate: 3 },
    undefined,
  ],
  [
    '2013 SP1 is CU4',
    { product: P.EXCHANGE_2013, servicePack: 1 },
    { product: P.EXCHANGE_2013, cumulativeUpdate: 4 },
    true,
  ],
  [
    '2013 SP1 and a later update',
    { product: P.EXCHANGE_2013, servicePack: 1 },
    { product: P.EXCHANGE_2013, cumulativeUpdate: 5 },
    undefined,
  ],
  ['2013 RTM', { product: P.EXCHANGE_2013, servicePack: 0 }, { product: P.EXCHANGE_2013, cumulativeUpdate: 4 }, false],
])('%s', (_name, release, point, expected) => {
  expect(isAtLeast(release, point)).toBe(expected);
});

describe('a monthly update is a date', () => {
  const april2024 = { product: P.EXCHANGE_2019, cumulativeUpdate: 13, securityUpdate: '2024-04' };

  test('CU14 came out before it: its own update decides', () => {
    const cu14 = ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(14);
    expect(isAtLeast(cu14.release, april2024)).toBeUndefined();
    expect(isAtLeast(cu14.withSecurityUpdate('2024-03').release, april2024)).toBe(false);
    expect(isAtLeast(cu14.withSecurityUpdate('2024-04').release, april2024)).toBe(true);
  });

  test('CU15 came out after it and holds it', () => {
    expect(isAtLeast(ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15).release, april2024)).toBe(true);
  });

  test('an older cumulative update never holds it', () => {
    expect(isAtLeast(ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(12).release, april2024)).toBe(false);
  });
});

test('a product that is not in the table is no answer', () => {
  expect(isAtLeast({ product: '2003' as ExchangeProduct }, { product: P.EXCHANGE_2007 })).toBeUndefined();
});

test.each<[ExchangeRelease, string]>([
  [{ product: P.EXCHANGE_2007, servicePack: 0 }, 'Exchange 2007 RTM'],
  [{ product: P.EXCHANGE_2007, servicePack: 1, updateRollup: 4 }, 'Exchange 2007 SP1 UR4'],
  [{ product: P.EXCHANGE_2010 }, 'Exchange 2010'],
  [{ product: P.EXCHANGE_2013, servicePack: 1, cumulativeUpdate: 4 }, 'Exchange 2013 SP1'],
  [
    { product: P.EXCHANGE_2019, cumulativeUpdate: 14, securityUpdate: '2024-04' },
    'Exchange 2019 CU14 (2024-04 update)',
  ],
  [{ product: P.EXCHANGE_SE, cumulativeUpdate: 0 }, 'Exchange SE RTM'],
])('label of %j', (release, label) => {
  expect(releaseLabel(release)).toBe(label);
});
