import { ClientProtocol, ExchangeProduct, ExchangeRelease } from '../model';
import { byProduct, isAtLeast } from './release-order';
import { BooleanFact, no, unknown, yes } from '../model/fact';

const FIRST_2013 = { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 5 };

const activeSync = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('SEED, Choosing a Certificate Type; TN:cc296561'),
  [ExchangeProduct.EXCHANGE_2010]: yes('page:techcommunity.microsoft.com'),
  [ExchangeProduct.EXCHANGE_2013]: yes('CBA16', 'from CU5'),
  [ExchangeProduct.EXCHANGE_2016]: yes('CBA16'),
});

const outlookWebApp = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: unknown('no source that was read states it before 2016'),
  [ExchangeProduct.EXCHANGE_2016]: yes('CBA16'),
});

const OTHER_PROTOCOL = unknown('the sources speak of ActiveSync and Outlook on the web alone', 'CBA16');
const TOO_OLD = no('CBA16', 'begins with 2013 CU5');
const UNSTATED = unknown('begins with 2013 CU5; the cumulative update is not stated', 'CBA16');

/** Whether clients of a protocol can authenticate with a certificate of their own. */
export function certificateAuthentication(release: ExchangeRelease, protocol: ClientProtocol): BooleanFact {
  if (protocol === ClientProtocol.OWA) return outlookWebApp(release);
  if (protocol !== ClientProtocol.ACTIVE_SYNC) return OTHER_PROTOCOL;
  if (release.product !== ExchangeProduct.EXCHANGE_2013) return activeSync(release);
  const begun = isAtLeast(release, FIRST_2013);
  if (begun === undefined) return UNSTATED;
  return begun ? activeSync(release) : TOO_OLD;
}
