import { WireExcess, WireReader } from './wire';

/** The random of a ServerHello that is a HelloRetryRequest (RFC 8446 4.1.3). */
const RETRY = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');

/** The end of the random of a server that knows a newer version than it chose (RFC 8446 4.1.3): of TLS 1.2, and of older ones. */
const DOWNGRADES = ['444f574e47524401', '444f574e47524400'].map((hex) => Buffer.from(hex, 'hex'));

/** Whether a server says by its random that it knows TLS 1.3, or TLS 1.2 where it chose an older version. */
export function isDowngraded(random: Buffer): boolean {
  return DOWNGRADES.some((end) => random.subarray(24).equals(end));
}

/** Real chains have two to five; a list that is longer than this is no chain. */
const MOST_CERTIFICATES = 100;

/** What a ServerHello says. */
export interface ServerHello {
  /** Number of the version on the wire, from the extension where it is there. */
  readonly version: number;
  readonly random: Buffer;
  readonly suite: number;
  readonly isRetry: boolean;
  /** TLS 1.3: group of the key agreement. */
  readonly group?: number;
  /** TLS 1.3: the server's half of it. */
  readonly share?: Buffer;
  readonly cookie?: Buffer;
}

/** @throws WireFault when it is malformed */
export function readServerHello(body: Buffer): ServerHello {
  const reader = new WireReader(body, 'ServerHello');
  const legacy = reader.number(2);
  const random = reader.take(32);
  reader.counted(1);
  const suite = reader.number(2);
  reader.number(1);
  const extensions = reader.left === 0 ? new Map<number, Buffer>() : readExtensions(reader.list(2));
  reader.end();
  const isRetry = random.equals(RETRY);
  const version = extensions.get(43);
  const share = extensions.get(51);
  const cookie = extensions.get(44);
  const key = share === undefined ? undefined : new WireReader(share, 'key_share');
  const group = key?.number(2);
  return {
    version: version?.length === 2 ? version.readUInt16BE(0) : legacy,
    random,
    suite,
    isRetry,
    ...(group === undefined ? {} : { group }),
    ...(key === undefined || isRetry ? {} : { share: key.counted(2) }),
    ...(cookie === undefined ? {} : { cookie: new WireReader(cookie, 'cookie').counted(2) }),
  };
}

/** The certificates of a message, DER each, as sent; and the OCSP response that came with the first. */
export interface CertificateMessage {
  readonly chain: Buffer[];
  readonly staple?: Buffer;
}

/**
 * @param is13 whether each certificate has extensions, as in TLS 1.3
 * @throws WireFault when it is malformed
 * @throws WireExcess when it has more than 100 certificates
 */
export function readCertificateMessage(body: Buffer, is13: boolean): CertificateMessage {
  const reader = new WireReader(body, 'Certificate');
  if (is13) reader.counted(1);
  const list = reader.list(3);
  reader.end();
  const chain: Buffer[] = [];
  let staple: Buffer | undefined;
  while (list.left > 0) {
    if (chain.length === MOST_CERTIFICATES) throw new WireExcess(`more than ${MOST_CERTIFICATES} certificates`);
    chain.push(Buffer.from(list.counted(3)));
    if (!is13) continue;
    const status = readExtensions(list.list(2)).get(5);
    if (chain.length === 1 && status) staple = readCertificateStatus(status);
  }
  return { chain, ...(staple === undefined ? {} : { staple }) };
}

/** The OCSP response of a CertificateStatus; undefined: of another type, or empty. @throws WireFault when it is malformed */
export function readCertificateStatus(body: Buffer): Buffer | undefined {
  const reader = new WireReader(body, 'CertificateStatus');
  if (reader.number(1) !== 1) return undefined;
  const response = reader.counted(3);
  return response.length === 0 ? undefined : Buffer.from(response);
}

function readExtensions(reader: WireReader): Map<number, Buffer> {
  const extensions = new Map<number, Buffer>();
  while (reader.left > 0) {
    const type = reader.number(2);
    extensions.set(type, reader.counted(2));
  }
  return extensions;
}
