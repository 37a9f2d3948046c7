import { ExchangeProduct, ExchangeRelease } from '../model';
import { BooleanFact, no, unknown, yes } from '../model/fact';
import { isAtLeast } from './release-order';

/** When Microsoft stops supporting a release. */
export interface SupportEnd {
  /** Last day, `YYYY-MM-DD`. */
  readonly date: string;
  /** Last day of paid updates, `YYYY-MM-DD`. Left out: none are sold. */
  readonly paidUntil?: string;
  readonly source: string;
}

/** Two periods: to 2026-04-14, then May to October 2026, bought apart. Nothing is released after October 2026. */
const PAID_UPDATES = {
  paidUntil: '2026-10-31',
  source:
    'HC:Shared/Get-ExchangeBuildVersionInformation.ps1; page:petri.com; JPX:reminder-exchange-2016-and-2019-esu-program-ends-in-october-2026',
};

const BUILD_TABLE = 'HC:Shared/Get-ExchangeBuildVersionInformation.ps1';

const ENDS: Readonly<Record<ExchangeProduct, SupportEnd>> = {
  [ExchangeProduct.EXCHANGE_2007]: { date: '2017-04-11', source: 'SEED' },
  [ExchangeProduct.EXCHANGE_2010]: { date: '2020-10-13', source: 'page:rcpmag.com; page:borncity.eu' },
  [ExchangeProduct.EXCHANGE_2013]: { date: '2023-04-11', source: BUILD_TABLE },
  [ExchangeProduct.EXCHANGE_2016]: { date: '2025-10-14', ...PAID_UPDATES },
  [ExchangeProduct.EXCHANGE_2019]: { date: '2025-10-14', ...PAID_UPDATES },
  [ExchangeProduct.EXCHANGE_SE]: { date: '2035-12-31', source: BUILD_TABLE },
};

/** When Microsoft stops supporting a release. */
export function supportEnd(release: ExchangeRelease): SupportEnd {
  return ENDS[release.product];
}

/** Year of the oldest Windows Server release that each product line runs on. Source: SUP16; for 2007 its system requirements. */
const OLDEST_WINDOWS_SERVER: Readonly<Record<ExchangeProduct, number>> = {
  [ExchangeProduct.EXCHANGE_2007]: 2003,
  [ExchangeProduct.EXCHANGE_2010]: 2008,
  [ExchangeProduct.EXCHANGE_2013]: 2008,
  [ExchangeProduct.EXCHANGE_2016]: 2012,
  [ExchangeProduct.EXCHANGE_2019]: 2019,
  [ExchangeProduct.EXCHANGE_SE]: 2019,
};

/** Year of the oldest Windows Server release that a release runs on. */
export function oldestWindowsServer({ product }: ExchangeRelease): number {
  return OLDEST_WINDOWS_SERVER[product];
}

/** Which TLS versions a release can serve. */
export interface TlsFloor {
  /** TLS 1.2 works. */
  readonly tls12: BooleanFact;
  /** TLS 1.0 and 1.1 can be switched off. */
  readonly oldTlsCanBeOff: BooleanFact;
  /** TLS 1.0 and 1.1 are off as setup leaves it. */
  readonly oldTlsOffByDefault: BooleanFact;
  /** TLS 1.3 for every protocol but SMTP, on Windows Server 2022 or later, where it is on by default. */
  readonly tls13: BooleanFact;
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

const TLS13 = 'JPX:released-2025-h1-cumulative-update-for-exchange-server; page:jaapwesselius.com';
const TLS13_FROM: ExchangeRelease = { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 };

/** The first release of a product line that serves TLS 1.2. Left undefined: every one does, or none. */
export function firstWithTls12(product: ExchangeProduct): ExchangeRelease | undefined {
  return TLS12_FROM[product];
}

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
    tls13: tls13(release),
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
      return yes(TLS13, 'on by default on Windows Server 2022 and later, for every protocol but SMTP');
    case false:
      return no(TLS13, 'begins with 2019 CU15');
    default:
      return unknown('begins with 2019 CU15; the cumulative update is not stated', TLS13);
  }
}
