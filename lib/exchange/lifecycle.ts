import { ExchangeProduct, ExchangeRelease } from '../model';
import { BooleanFact, no, unknown, yes } from './fact';
import { isAtLeast } from './release-order';

/** When Microsoft stops supporting a release. */
export interface SupportEnd {
  /** Last day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  readonly note?: string;
}

const BUILD_TABLE = 'HC:Shared/Get-ExchangeBuildVersionInformation.ps1';

const ENDS: Readonly<Record<ExchangeProduct, SupportEnd>> = {
  [ExchangeProduct.EXCHANGE_2007]: { date: '2017-04-11', source: 'SEED' },
  [ExchangeProduct.EXCHANGE_2010]: { date: '2020-10-13', source: 'page:rcpmag.com; page:borncity.eu' },
  [ExchangeProduct.EXCHANGE_2013]: { date: '2023-04-11', source: BUILD_TABLE },
  [ExchangeProduct.EXCHANGE_2016]: {
    date: '2025-10-14',
    source: `${BUILD_TABLE}; page:eightwone.com`,
    note: 'paid extended updates to 2026-04-14',
  },
  [ExchangeProduct.EXCHANGE_2019]: {
    date: '2025-10-14',
    source: `${BUILD_TABLE}; page:eightwone.com`,
    note: 'paid extended updates to 2026-04-14',
  },
  [ExchangeProduct.EXCHANGE_SE]: { date: '2035-12-31', source: BUILD_TABLE },
};

/** When Microsoft stops supporting a release. */
export function supportEnd(release: ExchangeRelease): SupportEnd {
  return ENDS[release.product];
}

/** Which TLS versions a release can serve. */
export interface TlsFloor {
  /** TLS 1.2 works. */
  readonly tls12: BooleanFact;
  /** TLS 1.0 and 1.1 can be switched off. */
  readonly oldTlsCanBeOff: BooleanFact;
  /** TLS 1.0 and 1.1 are off as setup leaves it. */
  readonly oldTlsOffByDefault: BooleanFact;
  /** TLS 1.3 for the web site, on Windows Server 2022 or later; never for SMTP, POP3 and IMAP4. */
  readonly tls13OnWeb: BooleanFact;
}

const GUIDANCE = 'page:risual.com; page:techcommunity.microsoft.com';

const TLS12_FROM: Readonly<Partial<Record<ExchangeProduct, ExchangeRelease>>> = {
  [ExchangeProduct.EXCHANGE_2010]: { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3, updateRollup: 19 },
  [ExchangeProduct.EXCHANGE_2013]: { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 19 },
  [ExchangeProduct.EXCHANGE_2016]: { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 8 },
};

const OLD_TLS_OFF_FROM: Readonly<Partial<Record<ExchangeProduct, ExchangeRelease>>> = {
  [ExchangeProduct.EXCHANGE_2010]: { product: ExchangeProduct.EXCHANGE_2010, servicePack: 3, updateRollup: 20 },
  [ExchangeProduct.EXCHANGE_2013]: { product: ExchangeProduct.EXCHANGE_2013, cumulativeUpdate: 20 },
  [ExchangeProduct.EXCHANGE_2016]: { product: ExchangeProduct.EXCHANGE_2016, cumulativeUpdate: 9 },
};

const TLS13_FROM: ExchangeRelease = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 };

/** The TLS versions of a release. */
export function tlsFloor(release: ExchangeRelease): TlsFloor {
  const modern = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2019 }) === true;
  return {
    tls12: modern ? yes('CERT16') : fromPoint(release, TLS12_FROM, 'TLS 1.2'),
    oldTlsCanBeOff: modern ? yes('CERT16') : fromPoint(release, OLD_TLS_OFF_FROM, 'switching TLS 1.0 and 1.1 off'),
    oldTlsOffByDefault: modern
      ? yes('CERT16', 'TLS 1.2 only')
      : release.product === ExchangeProduct.EXCHANGE_2016
        ? unknown('the protocols follow the operating system', 'CERT16')
        : no(GUIDANCE),
    tls13OnWeb: tls13(release),
  };
}

function fromPoint(
  release: ExchangeRelease,
  points: Readonly<Partial<Record<ExchangeProduct, ExchangeRelease>>>,
  what: string,
): BooleanFact {
  const point = points[release.product];
  if (!point) return no(GUIDANCE, `no support of ${what} is claimed for ${release.product}`);
  switch (isAtLeast(release, point)) {
    case true:
      return yes(GUIDANCE);
    case false:
      return no(GUIDANCE, `${what} needs a later update`);
    default:
      return unknown(`${what} depends on the update; state it`, GUIDANCE);
  }
}

function tls13(release: ExchangeRelease): BooleanFact {
  switch (isAtLeast(release, TLS13_FROM)) {
    case true:
      return yes('page:jaapwesselius.com', 'on Windows Server 2022 or later');
    case false:
      return no('page:jaapwesselius.com', 'begins with 2019 CU15');
    default:
      return unknown('begins with 2019 CU15; the cumulative update is not stated', 'page:jaapwesselius.com');
  }
}
