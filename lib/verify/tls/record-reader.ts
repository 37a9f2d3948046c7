import { ServerRecords } from './key-schedule';
import { WireExcess, WireFault, WireReader } from './wire';

/** Content types (RFC 8446 5.1). */
export enum RecordType {
  CHANGE_CIPHER_SPEC = 20,
  ALERT = 21,
  HANDSHAKE = 22,
  APPLICATION_DATA = 23,
}

export interface TlsRecord {
  readonly type: RecordType;
  readonly content: Buffer;
}

const HEADER_SIZE = 5;

const MESSAGE_HEADER_SIZE = 4;

/** RFC 8446 5.2: 2^14 octets, and what encryption adds. */
const MOST_RECORD = 16_384 + 256;

/** Real chains have some kilobytes; 200 names of a large certificate still fit. */
const MOST_MESSAGE = 262_144;

const MOST_BYTES = 1_048_576;

/** Cuts what a server sends into records, and records into handshake messages. Keeps no more than its limits. */
export class RecordReader {
  private left: Buffer = Buffer.alloc(0);
  /** Parts of handshake messages that are not read yet; put together when a whole one is there. */
  private parts: Buffer[] = [];
  private held = 0;
  /** Octets of the message that comes next, as far as they are known. */
  private needed = MESSAGE_HEADER_SIZE;
  private total = 0;
  private headers = 0;
  private keys?: ServerRecords;
  private tooBig?: string;

  /** Whether what came begins with the header of a record of TLS. */
  public get isTls(): boolean {
    return this.headers > 0;
  }

  /** What is not read yet: of a server that speaks no TLS, its first words. */
  public get met(): Buffer {
    return this.left;
  }

  /** What is larger than any handshake; undefined: nothing. */
  public get excess(): string | undefined {
    return this.tooBig;
  }

  /** From here on records are encrypted. */
  public decryptWith(keys: ServerRecords): void {
    if (this.held > 0) throw new WireFault('a message goes on behind the change of keys');
    this.keys = keys;
  }

  public add(bytes: Buffer): void {
    this.total += bytes.length;
    if (this.total > MOST_BYTES) this.tooBig = `more than ${MOST_BYTES} octets before the end of the handshake`;
    this.left = this.left.length === 0 ? bytes : Buffer.concat([this.left, bytes]);
  }

  /** The next record that carries something; undefined: more bytes are needed. @throws WireFault when it is no record */
  public next(): TlsRecord | undefined {
    while (this.tooBig === undefined) {
      const record = this.cut();
      if (!record) return undefined;
      const { type, content } = this.keys && record.type === RecordType.APPLICATION_DATA ? this.open(record) : record;
      if (type === RecordType.CHANGE_CIPHER_SPEC) continue;
      if (type === RecordType.HANDSHAKE) {
        if (content.length === 0) throw new WireFault('an empty record of the handshake');
        if (this.keys && record.type === RecordType.HANDSHAKE)
          throw new WireFault('a message in clear where all are encrypted');
        this.parts.push(content);
        this.held += content.length;
      } else if (type !== RecordType.ALERT) throw new WireFault(`a record of type ${type} within the handshake`);
      return { type, content };
    }
    return undefined;
  }

  /** The next whole handshake message with its header; undefined: it is not there yet. */
  public message(): Buffer | undefined {
    while (this.held >= this.needed && this.tooBig === undefined) {
      const all = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
      this.parts = [all];
      const size = all.readUIntBE(1, 3) + MESSAGE_HEADER_SIZE;
      if (size > MOST_MESSAGE) this.tooBig = `a handshake message of ${size} octets`;
      else if (size > all.length) this.needed = size;
      else {
        this.parts = size === all.length ? [] : [all.subarray(size)];
        this.held -= size;
        this.needed = MESSAGE_HEADER_SIZE;
        return all.subarray(0, size);
      }
    }
    return undefined;
  }

  private cut(): (TlsRecord & { readonly header: Buffer }) | undefined {
    const { left } = this;
    if (left.length > 0 && (left[0] < RecordType.CHANGE_CIPHER_SPEC || left[0] > RecordType.APPLICATION_DATA))
      throw new WireFault(`a record of type ${left[0]}`);
    if (left.length > 1 && left[1] !== 3) throw new WireFault(`a record of version ${left[1]}`);
    if (left.length < HEADER_SIZE) return undefined;
    this.headers++;
    const size = left.readUInt16BE(3);
    if (size > MOST_RECORD) throw new WireFault(`a record of ${size} octets`);
    if (left.length < HEADER_SIZE + size) return undefined;
    this.left = left.subarray(HEADER_SIZE + size);
    return {
      type: left[0],
      header: left.subarray(0, HEADER_SIZE),
      content: left.subarray(HEADER_SIZE, HEADER_SIZE + size),
    };
  }

  private open({ header, content }: { readonly header: Buffer; readonly content: Buffer }): TlsRecord {
    return (this.keys as ServerRecords).decrypt(header, content);
  }
}

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
