import { ExchangeProduct, ExchangeRelease } from '../model';
import { BooleanFact, unknown } from './fact';
import { PRODUCT_LINES } from './release-order';

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
