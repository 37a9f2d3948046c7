import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { byProduct } from '../by-product';
import { no, unknown, yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const exists = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: no('PS:Set-EcpVirtualDirectory', 'begins with 2010'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-EcpVirtualDirectory'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

/** Exchange Control Panel of 2010, Exchange admin center since. */
export const EXCHANGE_CONTROL_PANEL: ProtocolFacts = {
  protocol: ClientProtocol.ECP,
  label: 'Exchange Control Panel',
  role: CertificateRole.IIS,
  path: '/ecp',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: true,
  exists,
  enabledByDefault: exists,
  encryptionRequiredByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: unknown('2007 has no control panel'),
    [ExchangeProduct.EXCHANGE_2010]: yes('page:davidmtechblog', 'as found on SP3'),
    [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13', '128-bit'),
    [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16', '128-bit'),
  }),
  defaultListeners: webListeners(exists),
  defaultAuthentication: (release: ExchangeRelease) =>
    release.product === ExchangeProduct.EXCHANGE_2007 || release.product === ExchangeProduct.EXCHANGE_2010
      ? []
      : [ClientAuthentication.FORMS, ClientAuthentication.BASIC],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: unknown('2007 has no control panel'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'the browser asks'),
    [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'encrypts; clients do not trust it by themselves'),
  }),
};
