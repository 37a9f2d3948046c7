import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { always, byProduct } from '../by-product';
import { BooleanFact, no, unknown, yes } from '../fact';
import { EXCHANGE_2013_SP1_CUMULATIVE_UPDATE, isAtLeast, isLastOf2013 } from '../release-order';
import { ProtocolFacts } from './protocol-facts';
import { WEB_LISTENERS, webListeners } from './web-site';

const SP1 = { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: EXCHANGE_2013_SP1_CUMULATIVE_UPDATE };
const BEFORE_SP1 = no('MAPI16', 'begins with 2013 SP1');
const FROM_SP1 = yes('MAPI16', 'from 2013 SP1');
const UNSTATED = unknown('begins with 2013 SP1; the cumulative update is not stated', 'MAPI16');

function exists(release: ExchangeRelease): BooleanFact {
  switch (isAtLeast(release, SP1)) {
    case true:
      return FROM_SP1;
    case false:
      return BEFORE_SP1;
    default:
      return UNSTATED;
  }
}

const AS_FOUND_ON_CU23 = yes('LABIIS', '128-bit, as found on CU23');
const required = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: unknown('begins with 2013 SP1', 'MAPI16'),
  [ExchangeProduct.EXCHANGE_2013]: unknown('128-bit SSL as found on CU23; no source states earlier updates', 'LABIIS'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16; LABIIS', '128-bit'),
});

/** MAPI over HTTP. */
export const MAPI_OVER_HTTP: ProtocolFacts = {
  protocol: ClientProtocol.MAPI_OVER_HTTP,
  label: 'MAPI over HTTP',
  role: CertificateRole.IIS,
  path: '/mapi',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: false,
  exists,
  enabledByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: no('MAPI16'),
    [ExchangeProduct.EXCHANGE_2013]: no('MAPI16; PS:Set-OrganizationConfig', 'off for the organization'),
    [ExchangeProduct.EXCHANGE_2016]: yes('MAPI16', 'unless the organization still holds 2013'),
  }),
  encryptionRequiredByDefault: (release) => (isLastOf2013(release) ? AS_FOUND_ON_CU23 : required(release)),
  defaultListeners: webListeners(exists),
  defaultAuthentication: (release: ExchangeRelease) =>
    exists(release).value === false ? [] : [ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM],
  worksWithSelfSigned: always(no('DERIVED', 'the same site and certificate as Outlook Anywhere')),
};
