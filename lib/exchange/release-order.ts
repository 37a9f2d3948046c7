import { ExchangeProduct, ExchangeRelease } from '../model';
import { cumulativeUpdateMonth } from './update-calendar';
import { BooleanFact, unknown } from '../model/fact';

/** The product lines, oldest first. */
export const PRODUCT_LINES: readonly ExchangeProduct[] = [
  ExchangeProduct.EXCHANGE_2007,
  ExchangeProduct.EXCHANGE_2010,
  ExchangeProduct.EXCHANGE_2013,
  ExchangeProduct.EXCHANGE_2016,
  ExchangeProduct.EXCHANGE_2019,
  ExchangeProduct.EXCHANGE_SE,
];

/** Service Pack 1 of Exchange 2013 is its fourth cumulative update. Source: facts 2.1, HC. */
export const EXCHANGE_2013_SP1_CUMULATIVE_UPDATE = 4;

const LAST_OF_2013 = 23;

/** Below zero: `a` is the older product line; zero: the same. */
export function compareProducts(a: ExchangeProduct, b: ExchangeProduct): number {
  return PRODUCT_LINES.indexOf(a) - PRODUCT_LINES.indexOf(b);
}

/**
 * Whether a release is at the point or after it. Undefined where the release does not state the detail that decides,
 * or where its product line is not known. What the point leaves out counts as the line's beginning.
 */
export function isAtLeast(release: ExchangeRelease, point: ExchangeRelease): boolean | undefined {
  const lines = compareProducts(release.product, point.product);
  if (!PRODUCT_LINES.includes(release.product) || !PRODUCT_LINES.includes(point.product)) return undefined;
  if (lines !== 0) return lines > 0;
  if (release.product === ExchangeProduct.EXCHANGE_2007 || release.product === ExchangeProduct.EXCHANGE_2010) {
    return servicePackAtLeast(release, point);
  }
  return cumulativeUpdateAtLeast(release, point);
}

function servicePackAtLeast(release: ExchangeRelease, point: ExchangeRelease): boolean | undefined {
  const wantedPack = point.servicePack ?? 0;
  const wantedRollup = point.updateRollup ?? 0;
  if (wantedPack === 0 && wantedRollup === 0) return true;
  if (release.servicePack === undefined) return undefined;
  if (release.servicePack !== wantedPack) return release.servicePack > wantedPack;
  if (wantedRollup === 0) return true;
  return release.updateRollup === undefined ? undefined : release.updateRollup >= wantedRollup;
}

function cumulativeUpdateAtLeast(release: ExchangeRelease, point: ExchangeRelease): boolean | undefined {
  const [lowest, highest] = cumulativeUpdateRange(release);
  const wanted = cumulativeUpdateRange(point)[0];
  if (highest < wanted) return false;
  if (lowest < wanted) return undefined;
  if (point.securityUpdate === undefined) return true;
  // A monthly update is a date, not a step between two cumulative updates: CU14 came out before a month that CU13 got.
  const calendar = cumulativeUpdateMonth(release.product, lowest);
  const stated = release.securityUpdate;
  if ((stated ?? '') >= point.securityUpdate || (calendar ?? '') >= point.securityUpdate) return true;
  return stated === undefined ? undefined : false;
}

function cumulativeUpdateRange(release: ExchangeRelease): readonly [number, number] {
  if (release.cumulativeUpdate !== undefined) return [release.cumulativeUpdate, release.cumulativeUpdate];
  if (release.product === ExchangeProduct.EXCHANGE_2013 && release.servicePack !== undefined) {
    return release.servicePack > 0
      ? [EXCHANGE_2013_SP1_CUMULATIVE_UPDATE, Number.POSITIVE_INFINITY]
      : [0, EXCHANGE_2013_SP1_CUMULATIVE_UPDATE - 1];
  }
  return [0, Number.POSITIVE_INFINITY];
}

/** Whether the release is stated to be the last cumulative update of 2013, CU23. */
export function isLastOf2013(release: ExchangeRelease): boolean {
  return release.product === ExchangeProduct.EXCHANGE_2013 && release.cumulativeUpdate === LAST_OF_2013;
}

/** What people call the release, such as `Exchange 2007 SP1 UR4` or `Exchange 2019 CU14 (2024-04 update)`. */
export function releaseLabel(release: ExchangeRelease): string {
  const words = [`Exchange ${release.product}`];
  if (release.cumulativeUpdate !== undefined) {
    words.push(cumulativeUpdateLabel(release));
  } else if (release.servicePack !== undefined) {
    words.push(release.servicePack === 0 ? 'RTM' : `SP${release.servicePack}`);
  }
  if (release.updateRollup) words.push(`UR${release.updateRollup}`);
  if (release.securityUpdate !== undefined) words.push(`(${release.securityUpdate} update)`);
  return words.join(' ');
}

function cumulativeUpdateLabel(release: ExchangeRelease): string {
  if (release.cumulativeUpdate === 0) return 'RTM';
  const isServicePack1 =
    release.product === ExchangeProduct.EXCHANGE_2013 &&
    release.cumulativeUpdate === EXCHANGE_2013_SP1_CUMULATIVE_UPDATE;
  return isServicePack1 ? 'SP1' : `CU${release.cumulativeUpdate}`;
}

/** A release that cannot be: what was asked, what was got, what is allowed. */
export class ReleaseError extends RangeError {
  constructor(
    readonly what: string,
    readonly got: string,
    readonly allowed: string,
  ) {
    super(`${what}: got ${got}; allowed: ${allowed}`);
    this.name = 'ReleaseError';
  }
}

/** One fact for every product line. */
export type FactByProduct = (release: ExchangeRelease) => BooleanFact;

const NO_SUCH_PRODUCT = unknown('the product line is not in the table');

/**
 * A fact that depends on the product line alone. A line that is left out keeps the fact of the line before it;
 * SE then names its own reason, because its first release is the code of 2019 CU15.
 */
export function byProduct(rows: Partial<Record<ExchangeProduct, BooleanFact>>): FactByProduct {
  const table: Partial<Record<ExchangeProduct, BooleanFact>> = {};
  let last = unknown('the table does not reach back to this product line');
  for (const product of PRODUCT_LINES) {
    const row = rows[product];
    last = row ?? (product === ExchangeProduct.EXCHANGE_SE ? sameCodeAs2019(last) : last);
    table[product] = last;
  }
  return (release) => table[release.product] ?? NO_SUCH_PRODUCT;
}

function sameCodeAs2019(fact: BooleanFact): BooleanFact {
  if (fact.value === undefined) return fact;
  const note = 'as 2019 CU15, whose code SE RTM is';
  return Object.freeze({
    value: fact.value,
    source: `${fact.source}; page:jaapwesselius.com`,
    note: fact.note ? `${fact.note}; ${note}` : note,
  });
}

/** The same fact for every product line. */
export function always(fact: BooleanFact): FactByProduct {
  return () => fact;
}
