/** The Exchange product lines that serve clients. Source: facts 1. */
export enum ExchangeProduct {
  EXCHANGE_2007 = '2007',
  EXCHANGE_2010 = '2010',
  EXCHANGE_2013 = '2013',
  EXCHANGE_2016 = '2016',
  EXCHANGE_2019 = '2019',
  EXCHANGE_SE = 'SE',
}

/**
 * One Exchange release, as far as it is stated. What is left out is unknown: a fact that depends on it is unknown too.
 */
export interface ExchangeRelease {
  readonly product: ExchangeProduct;
  /** Service pack, 0 = RTM. 2007: 0 to 3; 2010: 0 to 3; 2013: 0 to 1. Later products have none. */
  readonly servicePack?: number;
  /** Update rollup of 2007 and 2010 on the stated service pack, 0 = none. */
  readonly updateRollup?: number;
  /** Cumulative update of 2013 and later, 0 = RTM. */
  readonly cumulativeUpdate?: number;
  /** Month of the newest hotfix or security update installed, as `YYYY-MM` (for example `2024-04` for the April 2024 update). */
  readonly securityUpdate?: string;
}
