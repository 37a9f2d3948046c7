import { ServerRecords } from './key-schedule';
import { WireFault } from './wire';

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
