import { ExchangeProduct, ExchangeRelease } from '../model';

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

/*
 * What release a build number stands for. Source of 2013 and later: HC:Shared/Get-ExchangeBuildVersionInformation.ps1. Of 2007 and 2010
 * the second part is the service pack (learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates); update rollups are not read off the build.
 */

/** A build number, such as 15.2.986.5, and the release that it stands for. */
export interface ExchangeBuild {
  /** Four numbers with full stops. */
  readonly number: string;
  readonly release: ExchangeRelease;
}

/** Third part of the build of each cumulative update, from RTM on. */
const CUMULATIVE_UPDATES: Readonly<Partial<Record<ExchangeProduct, readonly number[]>>> = {
  [ExchangeProduct.EXCHANGE_2013]: [
    516, 620, 712, 775, 847, 913, 995, 1044, 1076, 1104, 1130, 1156, 1178, 1210, 1236, 1263, 1293, 1320, 1347, 1365,
    1367, 1395, 1473, 1497,
  ],
  [ExchangeProduct.EXCHANGE_2016]: [
    225, 396, 466, 544, 669, 845, 1034, 1261, 1415, 1466, 1531, 1591, 1713, 1779, 1847, 1913, 1979, 2044, 2106, 2176,
    2242, 2308, 2375, 2507,
  ],
  [ExchangeProduct.EXCHANGE_2019]: [221, 330, 397, 464, 529, 595, 659, 721, 792, 858, 922, 986, 1118, 1258, 1544, 1748],
};

/** First build of the subscription edition: 15.2 as 2019, with a third part from here on. */
const FIRST_SE = 2562;

/** Fourth part and month of each update on a cumulative update, the cumulative update itself first; where a month is asked for at all. */
const UPDATES: Readonly<Record<string, string>> = {
  '15.0.1497':
    '2 3:2019-07 4:2019-11 6:2020-02 7:2020-10 8:2020-11 10:2020-12 12:2021-03 15:2021-04 18:2021-05 23:2021-07 24:2021-10 26:2021-11 28:2022-01 33:2022-03 36:2022-05 40:2022-08 42:2022-10 44:2022-11 45:2023-01 47:2023-02 48:2023-03',
  '15.1.2375': '7 12:2021-10 17:2021-11 18:2022-01 24:2022-03 28:2022-05 31:2022-08 32:2022-10 37:2022-11',
  '15.1.2507':
    '6 9:2022-05 12:2022-08 13:2022-10 16:2022-11 17:2023-01 21:2023-02 23:2023-03 27:2023-06 31:2023-08 32:2023-08 34:2023-10 35:2023-11 37:2024-03 39:2024-04 43:2024-11 44:2024-11 55:2025-04 57:2025-05 58:2025-08 59:2025-09 61:2025-10 63:2025-12 66:2026-02 69:2026-06 71:2026-07 72:2026-08 73:2026-09 75:2026-09',
  '15.2.986':
    '5 9:2021-10 14:2021-11 15:2022-01 22:2022-03 26:2022-05 29:2022-08 30:2022-10 36:2022-11 37:2023-01 41:2023-02 42:2023-03',
  '15.2.1118':
    '7 9:2022-05 12:2022-08 15:2022-10 20:2022-11 21:2023-01 25:2023-02 26:2023-03 30:2023-06 36:2023-08 37:2023-08 39:2023-10 40:2023-11',
  '15.2.1258': '12 16:2023-06 23:2023-08 25:2023-08 27:2023-10 28:2023-11 32:2024-03 34:2024-04 38:2024-11 39:2024-11',
  '15.2.1544':
    '4 9:2024-03 11:2024-04 13:2024-11 14:2024-11 25:2025-04 27:2025-05 33:2025-08 34:2025-09 36:2025-10 37:2025-12 39:2026-02 41:2026-06 43:2026-07 44:2026-08 46:2026-09 48:2026-09',
  '15.2.1748':
    '10 24:2025-04 26:2025-05 36:2025-08 37:2025-09 39:2025-10 42:2025-12 43:2026-02 46:2026-06 48:2026-07 49:2026-08 51:2026-09 53:2026-09',
  '15.2.2562':
    '17 20:2025-08 27:2025-09 29:2025-10 35:2025-12 37:2026-02 41:2026-05 43:2026-06 45:2026-07 46:2026-08 49:2026-09 53:2026-09',
};

const LINES: Readonly<Record<string, ExchangeProduct>> = {
  '15.0': ExchangeProduct.EXCHANGE_2013,
  '15.1': ExchangeProduct.EXCHANGE_2016,
  '15.2': ExchangeProduct.EXCHANGE_2019,
};

/**
 * The release of a build number as Exchange writes it: `Version 15.2 (Build 986.5)`, `15.02.0986.005`. Undefined: no build of Exchange
 * 2007 or later.
 *
 * @param ofSetup true for the version of ExSetup.exe, which updates change; AdminDisplayVersion stays that of the cumulative update
 */
export function releaseOfBuild(text: string, ofSetup: boolean): ExchangeBuild | undefined {
  const match = /(\d{1,2})\.(\d{1,2})(?:\.| \(Build )(\d{1,5})\.(\d{1,5})/.exec(text);
  if (!match) return undefined;
  const [major, minor, build, revision] = match.slice(1).map(Number) as [number, number, number, number];
  const number = `${major}.${minor}.${build}.${revision}`;
  if (major === 8 && minor <= 3)
    return { number, release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: minor } };
  if (major === 14 && minor <= 3)
    return { number, release: { product: ExchangeProduct.EXCHANGE_2010, servicePack: minor } };
  const line = LINES[`${major}.${minor}`];
  if (line === undefined) return undefined;
  const product = line === ExchangeProduct.EXCHANGE_2019 && build >= FIRST_SE ? ExchangeProduct.EXCHANGE_SE : line;
  const known = CUMULATIVE_UPDATES[product]?.indexOf(build) ?? (build === FIRST_SE ? 0 : -1);
  if (known < 0) return { number, release: { product } };
  const month = ofSetup ? monthOf(`${major}.${minor}.${build}`, revision, product, known) : undefined;
  return {
    number,
    release: {
      product,
      cumulativeUpdate: known,
      ...(product === ExchangeProduct.EXCHANGE_2013 ? { servicePack: known >= 4 ? 1 : 0 } : {}),
      ...(month === undefined ? {} : { securityUpdate: month }),
    },
  };
}

/** Month of the newest update that a build contains; of the cumulative update itself where it contains none. */
function monthOf(line: string, revision: number, product: ExchangeProduct, update: number): string | undefined {
  const [base, ...months] = UPDATES[line]?.split(' ') ?? [];
  if (base === undefined) return undefined;
  if (revision === Number(base)) return cumulativeUpdateMonth(product, update);
  const reached = months.map((one) => one.split(':') as [string, string]).filter(([at]) => Number(at) <= revision);
  return reached.at(-1)?.[1];
}
