import { ClientProtocol, ExchangeRelease, TlsRange, TlsVersion } from '../model';
import { tlsFloor } from './lifecycle';

/** The TLS protocol versions, oldest first. */
export const TLS_VERSIONS: readonly TlsVersion[] = Object.freeze(Object.values(TlsVersion));

/** TLS versions that one side of a connection speaks. A version that is left out is unknown. */
export interface SpokenTls {
  readonly versions: Readonly<Partial<Record<TlsVersion, boolean>>>;
  readonly source: string;
}

/** What decides which TLS versions a server speaks. */
export interface TlsServer {
  readonly release: ExchangeRelease;
  readonly windowsServer?: string;
  readonly tls?: TlsRange;
}

/** From here on, what nobody states is taken to speak TLS 1.2 and no longer to speak TLS 1.0 for sure. */
const TLS_1_2_EXPECTED_FROM = Date.parse('2020-03-01');

/** First Windows Server release with TLS 1.3. */
const FIRST_WINDOWS_WITH_TLS_1_3 = 2022;

/** Windows Server whose Schannel has TLS 1.0 and nothing newer. */
const WITHOUT_TLS_1_1 = /\b2003\b/;
const SCHANNEL = 'page:kaushal-ssl-tls-windows';

/** TLS versions of a server for one protocol on a day: what is stated, else as setup leaves it. */
export function serverTls(server: TlsServer, protocol: ClientProtocol, now: Date): SpokenTls {
  if (server.tls) return { versions: spokenIn(server.tls), source: 'DECLARED' };
  const floor = tlsFloor(server.release);
  const old = oldTls(floor.oldTlsOffByDefault.value, now);
  // Without support of a release, Windows still speaks what its Schannel has; that of Windows Server 2003 ends at TLS 1.0.
  const ended = floor.tls12.value !== true && WITHOUT_TLS_1_1.test(server.windowsServer ?? '');
  return {
    versions: {
      [TlsVersion.TLS_1_0]: old,
      [TlsVersion.TLS_1_1]: ended ? false : old,
      [TlsVersion.TLS_1_2]: ended ? false : floor.tls12.value || undefined,
      [TlsVersion.TLS_1_3]: tls13(server, protocol, floor.tls13.value),
    },
    source: [floor.tls12.source, floor.tls13.source, ...(ended ? [SCHANNEL] : [])].join('; '),
  };
}

/** TLS versions of a publishing point or inspector on a day. */
export function pointTls(stated: TlsRange | undefined, now: Date): SpokenTls {
  if (stated) return { versions: spokenIn(stated), source: 'DECLARED' };
  const modern = now.getTime() >= TLS_1_2_EXPECTED_FROM;
  return { versions: modern ? { [TlsVersion.TLS_1_2]: true } : { [TlsVersion.TLS_1_0]: true }, source: 'DERIVED' };
}

/** Whether two sides have a TLS version in common. Undefined: that depends on a version that is not known. */
export function speakTogether(one: SpokenTls, other: SpokenTls): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const version of TLS_VERSIONS) {
    const [a, b] = [one.versions[version], other.versions[version]];
    if (a === true && b === true) return true;
    if (a !== false && b !== false) answer = undefined;
  }
  return answer;
}

/** Setup of 2019 and later leaves TLS 1.2 alone; before, Windows' own default counts, which had TLS 1.0 on. */
function oldTls(offByDefault: boolean | undefined, now: Date): boolean | undefined {
  if (offByDefault !== undefined) return !offByDefault;
  return now.getTime() < TLS_1_2_EXPECTED_FROM ? true : undefined;
}

function tls13(server: TlsServer, protocol: ClientProtocol, support: boolean | undefined): boolean | undefined {
  if (support === false || protocol === ClientProtocol.SMTP_SUBMISSION) return false;
  const year = Number(/\d{4}/.exec(server.windowsServer ?? '')?.[0]);
  if (Number.isFinite(year) && year < FIRST_WINDOWS_WITH_TLS_1_3) return false;
  return Number.isFinite(year) ? support : undefined;
}

/** The versions of a range. What lies beyond a bound that is left out is unknown. */
function spokenIn({ lowest, highest }: TlsRange): Partial<Record<TlsVersion, boolean>> {
  const versions: Partial<Record<TlsVersion, boolean>> = {};
  const [first, last] = [lowest, highest].map((bound) => (bound === undefined ? -1 : TLS_VERSIONS.indexOf(bound)));
  TLS_VERSIONS.forEach((version, index) => {
    const below = first >= 0 && index < first;
    const above = last >= 0 && index > last;
    const inside = (first >= 0 && last >= 0) || index === first || index === last;
    if (below || above) versions[version] = false;
    else if (inside) versions[version] = true;
  });
  return versions;
}
