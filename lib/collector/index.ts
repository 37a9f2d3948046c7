export { ExchangeFamily, FAMILY_LABELS, familyOf } from './exchange-family';
export { collectorScript } from './script';
