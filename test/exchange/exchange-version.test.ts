import { ExchangeVersion, ReleaseError } from '../../lib/exchange';
import { ExchangeProduct } from '../../lib/model';

test('the constants say what people call them', () => {
  expect(ExchangeVersion.EXCHANGE_2007_SP3.label).toBe('Exchange 2007 SP3');
  expect(ExchangeVersion.EXCHANGE_2013_SP1.release).toEqual({ product: '2013', servicePack: 1, cumulativeUpdate: 4 });
  expect(String(ExchangeVersion.EXCHANGE_SE)).toBe('Exchange SE');
});

test('an update makes a new version and leaves the constant alone', () => {
  const patched = ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(14).withSecurityUpdate('2024-04');
  expect(patched.label).toBe('Exchange 2019 CU14 (2024-04 update)');
  expect(ExchangeVersion.EXCHANGE_2019.release).toEqual({ product: '2019' });
  expect(ExchangeVersion.EXCHANGE_2007_SP1.withUpdateRollup(4).release.updateRollup).toBe(4);
});

test('a cumulative update of 2013 implies its service pack', () => {
  expect(ExchangeVersion.EXCHANGE_2013.withCumulativeUpdate(3).release.servicePack).toBe(0);
  expect(ExchangeVersion.EXCHANGE_2013.withCumulativeUpdate(3).withCumulativeUpdate(23).release.servicePack).toBe(1);
  expect(ExchangeVersion.EXCHANGE_2013_SP1.withCumulativeUpdate(23).label).toBe('Exchange 2013 CU23');
});

test.each<[string, () => ExchangeVersion, string, string]>([
  ['CU on 2007', () => ExchangeVersion.EXCHANGE_2007_SP3.withCumulativeUpdate(1), 'CU1', 'an update rollup'],
  ['rollup on 2019', () => ExchangeVersion.EXCHANGE_2019.withUpdateRollup(1), 'UR1', 'a cumulative update'],
  ['rollup without service pack', () => ExchangeVersion.EXCHANGE_2010.withUpdateRollup(19), 'UR19', 'SP3 first'],
  ['CU24 of 2016', () => ExchangeVersion.EXCHANGE_2016.withCumulativeUpdate(24), '24', 'from 0 to 23'],
  ['half a CU', () => ExchangeVersion.EXCHANGE_2016.withCumulativeUpdate(1.5), '1.5', 'from 0 to 23'],
  ['negative CU', () => ExchangeVersion.EXCHANGE_SE.withCumulativeUpdate(-1), '-1', 'from 0 to 99'],
  ['SP1 back to CU3', () => ExchangeVersion.EXCHANGE_2013_SP1.withCumulativeUpdate(3), 'SP1 and CU3', 'SP1 is CU4'],
  ['a month that is none', () => ExchangeVersion.EXCHANGE_2019.withSecurityUpdate('2024-13'), '2024-13', 'YYYY-MM'],
  [
    'a monthly update of 2010',
    () => ExchangeVersion.EXCHANGE_2010_SP3.withSecurityUpdate('2016-01'),
    '2016-01',
    'rollup',
  ],
  [
    'an update before its CU',
    () => ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15).withSecurityUpdate('2024-04'),
    '2024-04',
    '2025-02 or later',
  ],
  [
    'SP4 of 2007',
    () => ExchangeVersion.of({ product: ExchangeProduct.EXCHANGE_2007, servicePack: 4 }),
    '4',
    'from 0 to 3',
  ],
  [
    'SP1 of 2016',
    () => ExchangeVersion.of({ product: ExchangeProduct.EXCHANGE_2016, servicePack: 1 }),
    'SP1',
    'cumulative',
  ],
  ['2003', () => ExchangeVersion.of({ product: '2003' as ExchangeProduct }), '2003', '2007, 2010'],
])('%s is refused with what was got and what is allowed', (_name, make, got, allowed) => {
  expect(make).toThrow(ReleaseError);
  expect(make).toThrow(got);
  expect(make).toThrow(allowed);
});
