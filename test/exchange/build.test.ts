import { releaseOfBuild } from '../../lib/exchange';
import { ExchangeProduct } from '../../lib/model';

test.each([
  ['Version 15.2 (Build 986.5)', { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 11 }],
  ['Version 15.1 (Build 2507.6)', { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 23 }],
  ['Version 15.0 (Build 1497.2)', { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 23, servicePack: 1 }],
  ['Version 15.2 (Build 2562.17)', { product: ExchangeProduct.EXCHANGE_SE, cumulativeUpdate: 0 }],
  ['Version 14.3 (Build 123.4)', { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3 }],
  ['Version 8.3 (Build 83.6)', { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 }],
  ['Version 15.2 (Build 9999.1)', { product: ExchangeProduct.EXCHANGE_SE }],
])('%s is the cumulative update; its month is not read off', (text, release) => {
  expect(releaseOfBuild(text, false)?.release).toEqual(release);
});

test.each([
  ['15.02.0986.005', '2021-09'],
  ['15.02.0986.029', '2022-08'],
  ['15.02.1544.012', '2024-04'],
  ['15.02.2562.053', '2026-09'],
  ['15.01.1979.008', undefined],
])('ExSetup %s shows the update of %s', (text, month) => {
  expect(releaseOfBuild(text, true)?.release.securityUpdate).toBe(month);
});

test('what is no build of Exchange is none', () => {
  expect(releaseOfBuild('Version 6.5 (Build 7638.2)', false)).toBeUndefined();
  expect(releaseOfBuild('n/a', true)).toBeUndefined();
});
