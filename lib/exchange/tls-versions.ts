import { ClientProtocol, ExchangeProduct, ExchangeRelease, TlsRange, TlsVersion } from '../model';
import { tlsFloor } from './lifecycle';
import { isAtLeast } from './release-order';
import { hasTls13, windowsTls } from './windows-server';

/** The TLS protocol versions, oldest first. */
export const TLS_VERSIONS: readonly TlsVersion[] = Object.freeze(Object.values(TlsVersion));

/** TLS versions that one side of a connection speaks. A version that is left out is unknown. */
export interface SpokenTls {
  readonly versions: Readonly<Partial<Record<TlsVersion, boolean>>>;
  /** What decides about versions that are unknown. */
  readonly note?: string;
  readonly source: string;
}

/** What decides which TLS versions a server speaks. */
export interface TlsServer {
  readonly release: ExchangeRelease;
  readonly windowsServer?: string;
  readonly tls?: TlsRange;
}

/** From here on, what nobody states is taken to speak TLS 1.2; before, TLS 1.0. */
const TLS_1_2_EXPECTED_FROM = Date.parse('2020-03-01');

/** The first release of which every protocol follows Windows (CERT16). */
const FOLLOWS_WINDOWS: ExchangeRelease = { product: ExchangeProduct.EXCHANGE_2016 };

/** Protocols whose TLS is a matter of Exchange's own services; HTTPS is one of Windows alone, which ends it before Exchange. */
const OF_EXCHANGE: readonly ClientProtocol[] = [
  ClientProtocol.POP3,
  ClientProtocol.IMAP4,
  ClientProtocol.SMTP_SUBMISSION,
];

/**
 * TLS versions of a server for one protocol: what is stated, else as setup of Exchange and of Windows leaves it. That of Windows counts for
 * every protocol, that of Exchange before 2016 besides for those that its own services end.
 */
export function serverTls(server: TlsServer, protocol: ClientProtocol): SpokenTls {
  if (server.tls) return { versions: withoutTls13(spokenIn(server.tls), protocol), source: 'DECLARED' };
  const floor = tlsFloor(server.release);
  const old = floor.oldTlsOffByDefault.value !== true;
  const windows = windowsTls(server.release, server.windowsServer);
  const isOfExchange = OF_EXCHANGE.includes(protocol) && isAtLeast(server.release, FOLLOWS_WINDOWS) !== true;
  const limit = isOfExchange && windows.newer !== false ? floor.tls12 : undefined;
  const newer = limit !== undefined && limit.value !== true ? undefined : windows.newer;
  const notes = [windows.newer === undefined ? windows.note : undefined, newer === undefined ? limit?.note : undefined];
  const note = notes.filter((one) => one !== undefined).join('; ');
  return {
    versions: {
      [TlsVersion.TLS_1_0]: old,
      [TlsVersion.TLS_1_1]: old && newer,
      [TlsVersion.TLS_1_2]: newer,
      [TlsVersion.TLS_1_3]: tls13(server, protocol, floor.tls13.value),
    },
    ...(note === '' ? {} : { note }),
    source: [floor.tls12.source, floor.tls13.source, windows.source].join('; '),
  };
}

/** TLS versions of a publishing point or inspector on a day. */
export function pointTls(stated: TlsRange | undefined, now: Date): SpokenTls {
  if (stated) return { versions: spokenIn(stated), source: 'DECLARED' };
  return {
    versions: isTls12Expected(now) ? { [TlsVersion.TLS_1_2]: true } : { [TlsVersion.TLS_1_0]: true },
    source: 'DERIVED',
  };
}

/** Whether whatever nobody states speaks TLS 1.2 on a day, and not TLS 1.0 for sure. */
export function isTls12Expected(now: Date): boolean {
  return now.getTime() >= TLS_1_2_EXPECTED_FROM;
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

function tls13(server: TlsServer, protocol: ClientProtocol, support: boolean | undefined): boolean | undefined {
  const windows = hasTls13(server.windowsServer);
  if (support === false || windows === false || protocol === ClientProtocol.SMTP_SUBMISSION) return false;
  return windows === undefined ? undefined : support;
}

/** SMTP has no TLS 1.3, whatever is stated of the server. */
function withoutTls13(versions: SpokenTls['versions'], protocol: ClientProtocol): SpokenTls['versions'] {
  return protocol === ClientProtocol.SMTP_SUBMISSION ? { ...versions, [TlsVersion.TLS_1_3]: false } : versions;
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
