import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { byProduct } from '../by-product';
import { yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const exists = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('TN:cc164344'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-WebServicesVirtualDirectory'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

/** Exchange Web Services: availability, out of office, Outlook for Mac. */
export const EXCHANGE_WEB_SERVICES: ProtocolFacts = {
  protocol: ClientProtocol.EWS,
  label: 'Exchange Web Services',
  role: CertificateRole.IIS,
  path: '/EWS',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: true,
  exists,
  enabledByDefault: exists,
  encryptionRequiredByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('TN:cc164344'),
    [ExchangeProduct.EXCHANGE_2010]: yes('page:davidmtechblog', 'as found on SP3'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13', '128-bit'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16', '128-bit'),
  }),
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
