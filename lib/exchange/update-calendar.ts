import { ExchangeProduct } from '../model';

/** Source of the table: the build table that Microsoft's HealthChecker ships with. */
export const UPDATE_CALENDAR_SOURCE = 'HC:Shared/Get-ExchangeBuildVersionInformation.ps1';

/** Release month of each cumulative update, index = number; an empty string where the source has no RTM date. */
const MONTHS: Readonly<Partial<Record<ExchangeProduct, readonly string[]>>> = {
  [ExchangeProduct.EXCHANGE_2013]: [
    '',
    '2013-04',
    '2013-07',
    '2013-11',
    '2014-02',
    '2014-05',
    '2014-08',
    '2014-12',
    '2015-03',
    '2015-06',
    '2015-09',
    '2015-12',
    '2016-03',
    '2016-06',
    '2016-09',
    '2016-12',
    '2017-03',
    '2017-06',
    '2017-09',
    '2017-12',
    '2018-03',
    '2018-06',
    '2019-02',
    '2019-06',
  ],
  [ExchangeProduct.EXCHANGE_2016]: [
    '',
    '2016-03',
    '2016-06',
    '2016-09',
    '2016-12',
    '2017-03',
    '2017-06',
    '2017-09',
    '2017-12',
    '2018-03',
    '2018-06',
    '2018-10',
    '2019-02',
    '2019-06',
    '2019-09',
    '2019-12',
    '2020-03',
    '2020-06',
    '2020-09',
    '2020-12',
    '2021-03',
    '2021-06',
    '2021-09',
    '2022-04',
  ],
  [ExchangeProduct.EXCHANGE_2019]: [
    '2018-10',
    '2019-02',
    '2019-06',
    '2019-09',
    '2019-12',
    '2020-03',
    '2020-06',
    '2020-09',
    '2020-12',
    '2021-03',
    '2021-06',
    '2021-09',
    '2022-04',
    '2023-05',
    '2024-02',
    '2025-02',
  ],
  [ExchangeProduct.EXCHANGE_SE]: ['2025-07'],
};

/** Month in which a cumulative update was released, `YYYY-MM`; undefined where no source says. */
export function cumulativeUpdateMonth(product: ExchangeProduct, cumulativeUpdate: number): string | undefined {
  return MONTHS[product]?.[cumulativeUpdate] || undefined;
}

/** Highest cumulative update of a closed product line; undefined: the line is open or has none. */
export function lastCumulativeUpdate(product: ExchangeProduct): number | undefined {
  if (product === ExchangeProduct.EXCHANGE_SE) return undefined;
  const months = MONTHS[product];
  return months && months.length - 1;
}
