import { TlsVersion } from '../../model';
import { KeyShare, X25519MLKEM768 } from './key-share';
import { counted, words } from './wire';

/** Numbers of the protocol versions on the wire. */
export const VERSION_NUMBERS: Readonly<Record<TlsVersion, number>> = {
  [TlsVersion.TLS_1_0]: 0x0301,
  [TlsVersion.TLS_1_1]: 0x0302,
  [TlsVersion.TLS_1_2]: 0x0303,
  [TlsVersion.TLS_1_3]: 0x0304,
};

const SUITES_OF_1_3 = [0x1301, 0x1302, 0x1303];

/**
 * Suites of TLS 1.2 and older, strong ones first, down to RC4 and 3DES, which alone Windows Server 2003 shares with clients. None is
 * ever used to encrypt anything: the reader stops where the server has shown its certificate.
 */
const SUITES_BEFORE_1_3 = [
  0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009e, 0x009f, 0xccaa, 0xc023, 0xc027, 0xc024, 0xc028, 0xc009,
  0xc013, 0xc00a, 0xc014, 0x0067, 0x006b, 0x0033, 0x0039, 0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0xc008,
  0xc012, 0x0016, 0x000a, 0xc007, 0xc011, 0x0005, 0x0004,
];

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 3.3). */
const RENEGOTIATION_INFO_SUITE = 0x00ff;

/**
 * The groups are fixed, so that no result depends on the Node that runs this: P-256, X25519, P-384, P-521. P-256 is first: every server
 * of TLS 1.3 has it (RFC 8446 9.1), and Node agrees on a key of it in two thirds of the time that X25519 takes.
 */
const GROUPS = [0x0017, 0x001d, 0x0018, 0x0019];

/** RFC 8446 4.2.3, and SHA-1 for servers that know nothing newer. */
const SIGNATURE_SCHEMES = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601,
  0x0203, 0x0201,
];

/** What a ClientHello offers. */
export interface HelloOffer {
  /** Host name for the extension server_name, A-labels. Left out: none is sent. Never an address. */
  readonly serverName?: string;
  readonly lowest: TlsVersion;
  readonly highest: TlsVersion;
  /** True: SSL 3.0 alone, which knows no extensions (RFC 6101). */
  readonly ssl3?: boolean;
  /** Names for the extension application_layer_protocol_negotiation (RFC 7301). Left out: it is not sent. */
  readonly protocols?: readonly string[];
  /** True: signatures and suites of RSA alone, as clients without ECDSA have them. */
  readonly rsaOnly?: boolean;
  /** True: with a share of X25519MLKEM768, as current browsers send it, which makes it larger than one packet. */
  readonly large?: boolean;
  /** 32 octets. */
  readonly random: Buffer;
  /** 32 octets, as compatible middleboxes expect (RFC 8446 D.4). */
  readonly sessionId: Buffer;
  /** Shares for TLS 1.3. */
  readonly shares: readonly KeyShare[];
  /** Cookie of a HelloRetryRequest. */
  readonly cookie?: Buffer;
}

/** Suites whose servers sign with ECDSA, and such signatures; those of EdDSA too. */
const ECDSA_SUITES: ReadonlySet<number> = new Set([
  0xc02b, 0xc02c, 0xcca9, 0xc023, 0xc024, 0xc009, 0xc00a, 0xc008, 0xc007,
]);
const OTHER_SCHEMES: ReadonlySet<number> = new Set([0x0403, 0x0503, 0x0603, 0x0203, 0x0807, 0x0808]);

/** Numbers of the cipher suites that are offered with a range of versions. */
export function offeredSuites({
  lowest,
  highest,
  rsaOnly = false,
}: Pick<HelloOffer, 'lowest' | 'highest' | 'rsaOnly'>): number[] {
  const old = rsaOnly ? SUITES_BEFORE_1_3.filter((suite) => !ECDSA_SUITES.has(suite)) : SUITES_BEFORE_1_3;
  return [...(highest === TlsVersion.TLS_1_3 ? SUITES_OF_1_3 : []), ...(lowest === TlsVersion.TLS_1_3 ? [] : old)];
}

function offeredSchemes({ rsaOnly = false }: HelloOffer): number[] {
  return rsaOnly ? SIGNATURE_SCHEMES.filter((scheme) => !OTHER_SCHEMES.has(scheme)) : SIGNATURE_SCHEMES;
}

/** The handshake message ClientHello (RFC 8446 4.1.2, RFC 5246 7.4.1.2). */
export function clientHello(offer: HelloOffer): Buffer {
  if (offer.ssl3 === true) return ssl3Hello(offer);
  const speaks13 = offer.highest === TlsVersion.TLS_1_3;
  const legacy = Math.min(VERSION_NUMBERS[offer.highest], VERSION_NUMBERS[TlsVersion.TLS_1_2]);
  const extensions = [
    ...(offer.serverName === undefined ? [] : [extension(0, serverNameList(offer.serverName))]),
    extension(23, Buffer.alloc(0)), // extended_master_secret (RFC 7627)
    extension(10, counted(2, words(...(offer.large === true ? [X25519MLKEM768] : []), ...GROUPS))),
    extension(11, Buffer.from([1, 0])), // uncompressed points alone (RFC 8422 5.1.2)
    extension(5, Buffer.from([1, 0, 0, 0, 0])), // status_request: a stapled OCSP response is welcome (RFC 6066 8)
    ...(legacy < VERSION_NUMBERS[TlsVersion.TLS_1_2]
      ? []
      : [extension(13, counted(2, words(...offeredSchemes(offer))))]),
    ...(offer.protocols === undefined ? [] : [extension(16, protocolNames(offer.protocols))]),
    ...(speaks13 ? extensionsOf13(offer) : []),
  ];
  const body = (more: readonly Buffer[]): Buffer =>
    Buffer.concat([
      words(legacy),
      offer.random,
      counted(1, offer.sessionId),
      counted(2, words(...offeredSuites(offer), RENEGOTIATION_INFO_SUITE)),
      Buffer.from([1, 0]), // no compression
      counted(2, ...extensions, ...more),
    ]);
  const size = body([]).length + MESSAGE_HEADER_SIZE;
  return Buffer.concat([Buffer.from([1]), counted(3, body(padding(size)))]);
}

export const SSL_3 = 0x0300;

function ssl3Hello(offer: HelloOffer): Buffer {
  const suites = [...offeredSuites(offer), RENEGOTIATION_INFO_SUITE].filter((suite) => suite < 0x1000);
  const body = [words(SSL_3), offer.random, counted(1), counted(2, words(...suites)), Buffer.from([1, 0])];
  return Buffer.concat([Buffer.from([1]), counted(3, ...body)]);
}

const MESSAGE_HEADER_SIZE = 4;

/** Some load balancers hang on a ClientHello of 256 to 511 octets: it is filled up to 512 (RFC 7685). */
function padding(size: number): Buffer[] {
  if (size < 256 || size > 511) return [];
  return [extension(21, Buffer.alloc(Math.max(512 - size - 4, 1)))];
}

function extensionsOf13({ lowest, highest, shares, cookie }: HelloOffer): Buffer[] {
  const versions = Object.values(TlsVersion)
    .filter((version) => lowest <= version && version <= highest)
    .map((version) => VERSION_NUMBERS[version])
    .reverse();
  return [
    extension(43, counted(1, words(...versions))),
    extension(45, Buffer.from([1, 1])), // psk_dhe_ke
    ...(cookie === undefined ? [] : [extension(44, counted(2, cookie))]),
    extension(
      51,
      counted(2, ...shares.map(({ group, publicKey }) => Buffer.concat([words(group), counted(2, publicKey)]))),
    ),
  ];
}

function extension(type: number, body: Buffer): Buffer {
  return Buffer.concat([words(type), counted(2, body)]);
}

function serverNameList(name: string): Buffer {
  return counted(2, Buffer.from([0]), counted(2, Buffer.from(name, 'latin1')));
}

function protocolNames(names: readonly string[]): Buffer {
  return counted(2, ...names.map((name) => counted(1, Buffer.from(name, 'latin1'))));
}
