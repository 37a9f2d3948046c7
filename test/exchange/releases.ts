import { ExchangeVersion } from '../../lib/exchange';
import { ExchangeRelease } from '../../lib/model';

/** One release of every kind that the tables distinguish. */
export const RELEASES: readonly ExchangeRelease[] = [
  ExchangeVersion.EXCHANGE_2007_RTM,
  ExchangeVersion.EXCHANGE_2007_SP1,
  ExchangeVersion.EXCHANGE_2007_SP1.withUpdateRollup(4),
  ExchangeVersion.EXCHANGE_2007_SP2,
  ExchangeVersion.EXCHANGE_2007_SP3,
  ExchangeVersion.EXCHANGE_2010,
  ExchangeVersion.EXCHANGE_2010_RTM,
  ExchangeVersion.EXCHANGE_2010_SP3.withUpdateRollup(20),
  ExchangeVersion.EXCHANGE_2013,
  ExchangeVersion.EXCHANGE_2013.withCumulativeUpdate(3),
  ExchangeVersion.EXCHANGE_2013_SP1,
  ExchangeVersion.EXCHANGE_2013.withCumulativeUpdate(23),
  ExchangeVersion.EXCHANGE_2016,
  ExchangeVersion.EXCHANGE_2016.withCumulativeUpdate(23).withSecurityUpdate('2024-04'),
  ExchangeVersion.EXCHANGE_2019,
  ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(14),
  ExchangeVersion.EXCHANGE_2019.withCumulativeUpdate(15),
  ExchangeVersion.EXCHANGE_SE,
  ExchangeVersion.EXCHANGE_SE.withCumulativeUpdate(1),
].map((version) => version.release);
