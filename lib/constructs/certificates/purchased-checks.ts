import { RevocationStatus } from '../../model';
import { memberOf, PropChecks, TEXT } from '../checked-props';
import { TEXTS } from '../prop-checks';
import type { PurchasedProps } from './purchased-source';

/** Checks of what every purchased certificate declares. */
export const PURCHASED_CHECKS: PropChecks<PurchasedProps> = {
  vendor: TEXT,
  revocation: memberOf(RevocationStatus, 'RevocationStatus'),
  crlFiles: TEXTS,
  renewAtShare: {
    fits: (value) => typeof value === 'number' && value > 0 && value < 1,
    allowed: 'a share of the lifetime above 0 and below 1',
  },
};
