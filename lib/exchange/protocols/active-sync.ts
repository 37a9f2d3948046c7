import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct } from '../../model';
import { byProduct } from '../by-product';
import { yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const exists = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Set-ActiveSyncVirtualDirectory'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

/** Exchange ActiveSync: phones and tablets. */
export const ACTIVE_SYNC: ProtocolFacts = {
  protocol: ClientProtocol.ACTIVE_SYNC,
  label: 'Exchange ActiveSync',
  role: CertificateRole.IIS,
  path: '/Microsoft-Server-ActiveSync',
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
  // TN:cc296561 (2007), VDIR13 and VDIR16: Basic in every line that was read.
  defaultAuthentication: () => [ClientAuthentication.BASIC],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('SEED, Self-Signed Certificates', 'once the device was made to trust it'),
    [ExchangeProduct.EXCHANGE_2010]: yes('SSL13', 'once the device was made to trust it'),
    [ExchangeProduct.EXCHANGE_2016]: yes(
      'CERT16; APPLE:103769',
      'once the device was made to trust it, which current devices refuse for the certificate of setup',
    ),
  }),
};
