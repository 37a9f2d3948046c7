import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { byProduct } from '../by-product';
import { yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const exists = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-OwaVirtualDirectory'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

/** Outlook Web Access of 2007, Outlook Web App of 2010 and 2013, Outlook on the web since. */
export const OUTLOOK_WEB_APP: ProtocolFacts = {
  protocol: ClientProtocol.OWA,
  label: 'Outlook Web App',
  role: CertificateRole.IIS,
  path: '/owa',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: true,
  exists,
  enabledByDefault: exists,
  encryptionRequiredByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
    [ExchangeProduct.EXCHANGE_2010]: yes('page:davidmtechblog', 'as found on SP3'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13', '128-bit'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16', '128-bit'),
  }),
  defaultListeners: webListeners(exists),
  defaultAuthentication: (release: ExchangeRelease) =>
    release.product === ExchangeProduct.EXCHANGE_2007 || release.product === ExchangeProduct.EXCHANGE_2010
      ? [] // no source that was read states the older lines' setting
      : [ClientAuthentication.FORMS, ClientAuthentication.BASIC],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED, Self-Signed Certificates', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'encrypts; clients do not trust it by themselves'),
  }),
};
