import { CertificateRole, ClientAuthentication, ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { always, byProduct, EXCHANGE_2013_SP1_CUMULATIVE_UPDATE, isAtLeast, isLastOf2013 } from '../release-order';
import { BooleanFact, no, unknown, yes } from '../../model/fact';
import { ProtocolFacts, WEB_LISTENERS, webListeners } from './protocol-facts';

const byLine = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
  [ExchangeProduct.EXCHANGE_2010]: yes('PS:Enable-OutlookAnywhere'),
  [ExchangeProduct.EXCHANGE_2013]: yes('OA13'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
  [ExchangeProduct.EXCHANGE_SE]: yes('PS:Set-OutlookAnywhere; DERIVED', 'SE RTM is the code of 2019 CU15'),
});

const SE_AFTER_RTM = unknown('whether and when a cumulative update of SE removes Outlook Anywhere is not confirmed');

function hasOutlookAnywhere(release: ExchangeRelease): BooleanFact {
  const later = release.product === ExchangeProduct.EXCHANGE_SE && (release.cumulativeUpdate ?? 0) > 0;
  return later ? SE_AFTER_RTM : byLine(release);
}

const byDefault = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: no('OA13', 'off until enabled; needs the RPC over HTTP proxy of Windows'),
  [ExchangeProduct.EXCHANGE_2013]: yes('OA13; page:blog.rmilne.ca', 'there is no other way for Outlook'),
  [ExchangeProduct.EXCHANGE_2016]: yes('VDIR16'),
});

const CU23 = { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 23 };

const EXTENDED_PROTECTION_BY_SETUP = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 14 };

const NOT_ON_CU23 = no('LABIIS', 'as found on CU23; the page of 2013 says it is required');

const EITHER_OF_2013 = unknown(
  'required by the page of 2013, not as found on CU23; the cumulative update is not stated',
  'VDIR13; LABIIS',
);

const WITH_EXTENDED_PROTECTION = unknown(
  'from 2019 CU14 on setup switches Extended Protection on, which goes with SSL; that setup requires SSL is not confirmed',
  'EPDOC; VDIR16',
);

const requiredByLine = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes('SEED', 'from the moment it is enabled'),
  [ExchangeProduct.EXCHANGE_2010]: yes('page:davidmtechblog', 'as found on SP3'),
  [ExchangeProduct.EXCHANGE_2013]: yes('VDIR13', '128-bit; what Autodiscover gives to clients is a setting of its own'),
  [ExchangeProduct.EXCHANGE_2016]: no(
    'VDIR16; LABIIS; PS:Set-OutlookAnywhere',
    'neither the site nor the flags require it',
  ),
});

/** Whether setup leaves SSL required on the Rpc directory. */
function encryptionRequired(release: ExchangeRelease): BooleanFact {
  if (isLastOf2013(release)) return NOT_ON_CU23;
  if (release.product === ExchangeProduct.EXCHANGE_2013 && isAtLeast(release, CU23) !== false) return EITHER_OF_2013;
  return isAtLeast(release, EXTENDED_PROTECTION_BY_SETUP) === false
    ? requiredByLine(release)
    : WITH_EXTENDED_PROTECTION;
}

/** Outlook Anywhere: RPC over HTTP. */
export const OUTLOOK_ANYWHERE: ProtocolFacts = {
  protocol: ClientProtocol.OUTLOOK_ANYWHERE,
  label: 'Outlook Anywhere',
  role: CertificateRole.IIS,
  path: '/rpc',
  listeners: WEB_LISTENERS,
  asksAboutUntrusted: false,
  exists: hasOutlookAnywhere,
  enabledByDefault: (release) => (hasOutlookAnywhere(release).value === undefined ? SE_AFTER_RTM : byDefault(release)),
  encryptionRequiredByDefault: encryptionRequired,
  defaultListeners: webListeners(hasOutlookAnywhere),
  defaultAuthentication: (release: ExchangeRelease) => {
    if (release.product === ExchangeProduct.EXCHANGE_2007 && release.servicePack === 0) {
      return [ClientAuthentication.BASIC, ClientAuthentication.NTLM];
    }
    // From SP1 to 2010 the method is a mandatory choice of whoever enables it.
    const chosen =
      release.product === ExchangeProduct.EXCHANGE_2007 || release.product === ExchangeProduct.EXCHANGE_2010;
    return chosen ? [] : [ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM];
  },
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: no('SEED, Self-Signed Certificates'),
    [ExchangeProduct.EXCHANGE_2010]: no('SEED; SSL13', 'the page of 2010 was not read; those before and after agree'),
    [ExchangeProduct.EXCHANGE_2013]: no('SSL13', 'the certificate that clients meet; the back end is another matter'),
    [ExchangeProduct.EXCHANGE_2016]: no('CERT16; DERIVED', 'the certificate of setup does not serve clients'),
  }),
};

const SP1 = { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: EXCHANGE_2013_SP1_CUMULATIVE_UPDATE };

const BEFORE_SP1 = no('MAPI16', 'begins with 2013 SP1');

const FROM_SP1 = yes('MAPI16', 'from 2013 SP1');

const UNSTATED = unknown('begins with 2013 SP1; the cumulative update is not stated', 'MAPI16');

function hasMapiOverHttp(release: ExchangeRelease): BooleanFact {
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
  exists: hasMapiOverHttp,
  enabledByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: no('MAPI16'),
    [ExchangeProduct.EXCHANGE_2013]: no('MAPI16; PS:Set-OrganizationConfig', 'off for the organization'),
    [ExchangeProduct.EXCHANGE_2016]: yes('MAPI16', 'unless the organization still holds 2013'),
  }),
  encryptionRequiredByDefault: (release) => (isLastOf2013(release) ? AS_FOUND_ON_CU23 : required(release)),
  defaultListeners: webListeners(hasMapiOverHttp),
  defaultAuthentication: (release: ExchangeRelease) =>
    hasMapiOverHttp(release).value === false ? [] : [ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM],
  worksWithSelfSigned: always(no('DERIVED', 'the same site and certificate as Outlook Anywhere')),
};
