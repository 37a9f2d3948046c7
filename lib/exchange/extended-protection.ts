import {
  ClientAuthentication,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  ExtendedProtection,
  TokenChecking,
} from '../model';
import { BooleanFact, no, unknown, yes } from '../model/fact';
import { isAtLeast } from './release-order';

const SUPPORT = 'EPDOC; HC:Shared/IISFunctions/ExtendedProtection/Get-ExtendedProtectionConfigurationResult.ps1';
const BY_SETUP = 'EPSETUP; JPX:released-2025-h1-cumulative-update-for-exchange-server';
const AUGUST_2022 = '2022-08';

/** First release of each product line that supports Extended Protection. */
const SUPPORTED_FROM: Readonly<Partial<Record<ExchangeProduct, ExchangeRelease>>> = {
  [ExchangeProduct.EXCHANGE_2013]: {
    product: ExchangeProduct.EXCHANGE_2013,
    cumulativeUpdate: 23,
    securityUpdate: AUGUST_2022,
  },
  [ExchangeProduct.EXCHANGE_2016]: {
    product: ExchangeProduct.EXCHANGE_2016,
    cumulativeUpdate: 22,
    securityUpdate: AUGUST_2022,
  },
  [ExchangeProduct.EXCHANGE_2019]: {
    product: ExchangeProduct.EXCHANGE_2019,
    cumulativeUpdate: 11,
    securityUpdate: AUGUST_2022,
  },
  [ExchangeProduct.EXCHANGE_SE]: { product: ExchangeProduct.EXCHANGE_SE },
};

const NEVER = no(SUPPORT, 'the product line does not support it');
const SUPPORTED = yes(SUPPORT);
const TOO_OLD = no(SUPPORT, 'begins with the August 2022 update of 2013 CU23, 2016 CU22 and 2019 CU11');
const SUPPORT_UNSTATED = unknown(
  'begins with the August 2022 update of 2013 CU23, 2016 CU22 and 2019 CU11; state the build',
  SUPPORT,
);

/** Whether a release supports Windows Extended Protection; on another it breaks mailboxes and the management shell. */
export function extendedProtectionSupport(release: ExchangeRelease): BooleanFact {
  const from = SUPPORTED_FROM[release.product];
  if (!from) return NEVER;
  const supported = isAtLeast(release, from);
  if (supported === undefined) return SUPPORT_UNSTATED;
  return supported ? SUPPORTED : TOO_OLD;
}

const SETUP_SWITCHES_ON = yes(BY_SETUP, 'unless /DoNotEnableEP or /DoNotEnableEPFEEWS was given');
const SETUP_LEAVES_OFF = no(BY_SETUP, 'begins with 2019 CU14');
const SETUP_UNSTATED = unknown('setup switches it on from 2019 CU14; the cumulative update is not stated', BY_SETUP);
const SETUP_FROM: ExchangeRelease = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 14 };

/** Whether setup of a release switches Extended Protection on. */
export function extendedProtectionBySetup(release: ExchangeRelease): BooleanFact {
  const on = isAtLeast(release, SETUP_FROM);
  if (on === undefined) return SETUP_UNSTATED;
  return on ? SETUP_SWITCHES_ON : SETUP_LEAVES_OFF;
}

/** Whether Extended Protection is on, from what is stated of a server and the default of its release. */
export function isExtendedProtectionOn(release: ExchangeRelease, setting?: ExtendedProtection): BooleanFact {
  switch (setting) {
    case ExtendedProtection.OFF:
      return no('DECLARED');
    case ExtendedProtection.ON:
    case ExtendedProtection.ON_EXCEPT_FRONT_END_EWS:
      return yes('DECLARED');
    case ExtendedProtection.UNKNOWN:
      return unknown(
        'it is stated that nobody knows: look at the virtual directories or at applicationHost.config',
        'DECLARED',
      );
    default:
      return extendedProtectionBySetup(release);
  }
}

/** Value of each virtual directory of the front end where Extended Protection is on; a higher one is not supported. */
const FRONT_END: Readonly<Partial<Record<ClientProtocol, TokenChecking>>> = {
  [ClientProtocol.OWA]: TokenChecking.REQUIRE,
  [ClientProtocol.ECP]: TokenChecking.REQUIRE,
  [ClientProtocol.ACTIVE_SYNC]: TokenChecking.ALLOW,
  [ClientProtocol.OUTLOOK_ANYWHERE]: TokenChecking.REQUIRE,
  [ClientProtocol.MAPI_OVER_HTTP]: TokenChecking.REQUIRE,
  [ClientProtocol.EWS]: TokenChecking.ALLOW,
  [ClientProtocol.OAB]: TokenChecking.ALLOW,
  [ClientProtocol.AUTODISCOVER]: TokenChecking.NONE,
};

/** Highest supported value of a protocol's virtual directory; none for protocols that IIS does not serve. */
export function highestTokenChecking(protocol: ClientProtocol): TokenChecking {
  return FRONT_END[protocol] ?? TokenChecking.NONE;
}

/** Value of each virtual directory of the back end where Extended Protection is on, by path. Source: SUPPORT. */
export const BACK_END_TOKEN_CHECKING: Readonly<Record<string, TokenChecking>> = {
  API: TokenChecking.REQUIRE,
  Autodiscover: TokenChecking.NONE,
  ecp: TokenChecking.REQUIRE,
  EWS: TokenChecking.REQUIRE,
  'Microsoft-Server-ActiveSync': TokenChecking.REQUIRE,
  OAB: TokenChecking.REQUIRE,
  owa: TokenChecking.REQUIRE,
  PowerShell: TokenChecking.REQUIRE,
  Rpc: TokenChecking.REQUIRE,
  RpcWithCert: TokenChecking.REQUIRE,
  'mapi/emsmdb': TokenChecking.REQUIRE,
  'mapi/nspi': TokenChecking.REQUIRE,
  PushNotifications: TokenChecking.REQUIRE,
};

/** Values that a virtual directory may have: one where everything that decides is stated, several where not. */
export interface TokenCheckingFact {
  readonly candidates: TokenChecking[];
  readonly source: string;
  /** What would decide between several candidates. */
  readonly note?: string;
}

const NOT_CHECKED: TokenCheckingFact = Object.freeze({ candidates: [TokenChecking.NONE], source: SUPPORT });

/** How the front end of a server checks channel binding tokens for a protocol. */
export function tokenCheckingOf(
  server: { readonly release: ExchangeRelease; readonly extendedProtection?: ExtendedProtection },
  protocol: ClientProtocol,
  stated?: TokenChecking,
): TokenCheckingFact {
  if (stated !== undefined) return { candidates: [stated], source: 'DECLARED' };
  const exempt =
    protocol === ClientProtocol.EWS && server.extendedProtection === ExtendedProtection.ON_EXCEPT_FRONT_END_EWS;
  const whenOn = exempt ? TokenChecking.NONE : highestTokenChecking(protocol);
  if (whenOn === TokenChecking.NONE) return NOT_CHECKED;
  const on = isExtendedProtectionOn(server.release, server.extendedProtection);
  if (on.value === undefined) return { candidates: [TokenChecking.NONE, whenOn], source: on.source, note: on.note };
  return on.value
    ? { candidates: [whenOn], source: `${SUPPORT}; ${on.source}` }
    : { ...NOT_CHECKED, source: on.source };
}

/** Whether IIS binds a way of signing in to the TLS channel: Windows authentication alone. Source: IISEP, EPDOC. */
export function isChannelBound(authentication: ClientAuthentication): boolean {
  return authentication === ClientAuthentication.NTLM || authentication === ClientAuthentication.NEGOTIATE;
}

/** Source of what authentications are bound, and of the hash that is compared. */
export const CHANNEL_BINDING_SOURCE = 'IISEP; RFC5929, 4; EPDOC';
