import { ExchangeProduct, ExchangeRelease } from '../model';
import { BooleanFact, no, unknown } from './fact';
import { isAtLeast } from './release-order';

const SP1 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1 };
const SP1_UR4 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1, updateRollup: 4 };

const SETTING_INSTEAD = no(
  'KB948896; ASSIGN16',
  'the cmdlet leaves POP3 and IMAP4 out: set X509CertificateName instead',
);
const BREAKS = no('KB948896', 'enabling it sets X509CertificateName to the wildcard, and TLS finds no certificate');
const BEFORE_SP1 = unknown('the article speaks of SP1', 'KB948896');

/**
 * Whether a wildcard certificate can be enabled for POP3 and IMAP4 as a service. It never should: the settings of the
 * service name the host that clients use, and Exchange takes the certificate that covers it.
 */
export function wildcardServesMailByAssignment(release: ExchangeRelease): BooleanFact {
  if (release.product !== ExchangeProduct.EXCHANGE_2007) return SETTING_INSTEAD;
  if (isAtLeast(release, SP1_UR4) === true) return SETTING_INSTEAD;
  return isAtLeast(release, SP1) === false ? BEFORE_SP1 : BREAKS;
}

/**
 * Whether POP3 and IMAP4 find no certificate at all once a wildcard was enabled for them: 2007 SP1 before its rollup. Undefined: that
 * depends on what is not stated.
 */
export function wildcardBreaksMailDownload(release: ExchangeRelease): boolean | undefined {
  if (release.product !== ExchangeProduct.EXCHANGE_2007) return false;
  const fixed = isAtLeast(release, SP1_UR4);
  if (fixed === true) return false;
  return fixed === false && isAtLeast(release, SP1) === true ? true : undefined;
}
