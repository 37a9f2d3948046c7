import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { byProduct } from '../by-product';
import { unknown, yes } from '../fact';
import { isLastOf2013 } from '../release-order';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const exists = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('KB940726'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-OabVirtualDirectory'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

const AS_FOUND_ON_CU23 = yes('LABIIS; PS:Set-OabVirtualDirectory', '128-bit, as found on CU23');
const required = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: unknown('the default of 2007 is not confirmed'),
  [ExchangeProduct.EXCHANGE_2010]: unknown(
    'two sources contradict each other',
    'page:davidmtechblog; PS:Set-OabVirtualDirectory',
  ),
  [ExchangeProduct.EXCHANGE_2013]: unknown(
    '128-bit SSL as found on CU23; two sources contradict each other on earlier updates',
    'LABIIS; VDIR13; PS:Set-OabVirtualDirectory',
  ),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16; LABIIS; PS:Set-OabVirtualDirectory', '128-bit'),
});

/** Offline address book, fetched over the web. */
export const OFFLINE_ADDRESS_BOOK: ProtocolFacts = {
  protocol: ClientProtocol.OAB,
  label: 'Offline address book',
  role: CertificateRole.IIS,
  path: '/OAB',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: true,
  exists,
  enabledByDefault: exists,
  encryptionRequiredByDefault: (release) => (isLastOf2013(release) ? AS_FOUND_ON_CU23 : required(release)),
  defaultListeners: webListeners(exists),
  defaultAuthentication: (release: ExchangeRelease) =>
    release.product === ExchangeProduct.EXCHANGE_2007 || release.product === ExchangeProduct.EXCHANGE_2010
      ? []
      : [ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('TN:bb851554'),
    [ExchangeProduct.EXCHANGE_2010]: yes('KB2006728', 'Outlook shows an alert'),
    [ExchangeProduct.EXCHANGE_2013]: yes('DERIVED', 'Outlook shows an alert'),
  }),
};
