import { ExchangeProduct } from '../model';

/** Versions of Exchange whose management shells are alike enough for one script. */
export enum ExchangeFamily {
  /** A snap-in that runs inside PowerShell 1 or 2; Get-ExchangeCertificate reads this server alone. */
  EXCHANGE_2007 = '2007',
  /** Implicit remoting from PowerShell 2. */
  EXCHANGE_2010 = '2010',
  /** Implicit remoting from PowerShell 3 to 5.1; one front end and one back end web site. */
  EXCHANGE_2013_AND_LATER = '2013',
}

const FAMILIES: Readonly<Record<ExchangeProduct, ExchangeFamily>> = {
  [ExchangeProduct.EXCHANGE_2007]: ExchangeFamily.EXCHANGE_2007,
  [ExchangeProduct.EXCHANGE_2010]: ExchangeFamily.EXCHANGE_2010,
  [ExchangeProduct.EXCHANGE_2013]: ExchangeFamily.EXCHANGE_2013_AND_LATER,
  [ExchangeProduct.EXCHANGE_2016]: ExchangeFamily.EXCHANGE_2013_AND_LATER,
  [ExchangeProduct.EXCHANGE_2019]: ExchangeFamily.EXCHANGE_2013_AND_LATER,
  [ExchangeProduct.EXCHANGE_SE]: ExchangeFamily.EXCHANGE_2013_AND_LATER,
};

/** What people call the versions of a family. */
export const FAMILY_LABELS: Readonly<Record<ExchangeFamily, string>> = {
  [ExchangeFamily.EXCHANGE_2007]: 'Exchange 2007',
  [ExchangeFamily.EXCHANGE_2010]: 'Exchange 2010',
  [ExchangeFamily.EXCHANGE_2013_AND_LATER]: 'Exchange 2013, 2016, 2019 and Subscription Edition',
};

/** The family that a product line belongs to. */
export function familyOf(product: ExchangeProduct): ExchangeFamily {
  return FAMILIES[product];
}
