import type { KeyObject } from 'node:crypto';
import { TlsVersion } from '../../model';
import { clientHello, HelloOffer, offeredSuites, SSL_3, VERSION_NUMBERS } from './client-hello';
import { KeyExchange, keyExchangeOf, provesExchange, provesKey } from './key-proof';
import { ServerRecords, transcriptHash } from './key-schedule';
import { KeyShare, KeyShares } from './key-share';
import {
  isDowngraded,
  readCertificateMessage,
  readCertificateStatus,
  readServerHello,
  RecordReader,
  RecordType,
  ServerHello,
} from './record-reader';
import { counted, WireExcess, WireFault, words } from './wire';

/** What a server showed of itself in a handshake, however it ended. */
export interface Shown {
  /** Left out: the server came to no version, or to one that is no TLS. */
  readonly tls?: TlsVersion;
  /** Number of the cipher suite that it chose. */
  readonly suite?: number;
  /** DER each, exactly as sent: in its order, with what is there twice. Empty: it showed none. */
  readonly chain: readonly Buffer[];
  /** Stapled OCSP response, DER. */
  readonly staple?: Buffer;
  /** Whether it asks for a client certificate as the connection begins. Left out: it did not come to that. */
  readonly asksForCertificate?: boolean;
  /** Whether it proved that it holds the key of its certificate. Left out: the key exchange proves nothing here, or the key can't be read. */
  readonly keyProved?: boolean;
  /** Numbers of the alerts that ended nothing. */
  readonly warnings: readonly number[];
}

/** How a handshake ended. */
export type HandshakeEnd =
  | { readonly kind: 'shown' }
  | { readonly kind: 'alert'; readonly alert: number }
  | { readonly kind: 'not-tls'; readonly bytes: Buffer }
  | { readonly kind: 'too-big'; readonly what: string }
  | { readonly kind: 'fault'; readonly what: string };

/** What can be read of a certificate. */
export interface CertificateKey {
  /** Whether the certificate itself can be read. */
  readonly isReadable: boolean;
  /** Its public key. Left out: it can't be read, or is of a kind that is not known here. */
  readonly key?: KeyObject;
}

/** What a handshake needs. */
export interface HandshakeTools {
  /** @returns that many random octets */
  readonly random: (size: number) => Buffer;
  readonly shares: KeyShares;
  readonly keyOf: (der: Buffer) => CertificateKey;
}

/** What a handshake asks for. */
export type HandshakeRequest = Pick<
  HelloOffer,
  'serverName' | 'protocols' | 'large' | 'rsaOnly' | 'lowest' | 'highest' | 'ssl3'
>;

/** First octet of every cipher suite of TLS 1.3. */
const SUITES_OF_1_3 = 0x13;
const FATAL = 2;
const CLOSE_NOTIFY = 0;

/** Types of handshake messages (RFC 8446 4, RFC 5246 7.4). */
const enum Message {
  HELLO_REQUEST = 0,
  SERVER_HELLO = 2,
  ENCRYPTED_EXTENSIONS = 8,
  CERTIFICATE = 11,
  SERVER_KEY_EXCHANGE = 12,
  CERTIFICATE_REQUEST = 13,
  SERVER_HELLO_DONE = 14,
  CERTIFICATE_VERIFY = 15,
  FINISHED = 20,
  CERTIFICATE_STATUS = 22,
}

/** What may follow the ServerHello, in this order, each at most once (RFC 5246 7.3). */
const ORDER_BEFORE_1_3: readonly Message[] = [
  Message.CERTIFICATE,
  Message.CERTIFICATE_STATUS,
  Message.SERVER_KEY_EXCHANGE,
  Message.CERTIFICATE_REQUEST,
  Message.SERVER_HELLO_DONE,
];

/** The same for TLS 1.3 (RFC 8446 4). */
const ORDER_OF_1_3: readonly Message[] = [
  Message.ENCRYPTED_EXTENSIONS,
  Message.CERTIFICATE_REQUEST,
  Message.CERTIFICATE,
  Message.CERTIFICATE_VERIFY,
  Message.FINISHED,
];

/**
 * The first half of a TLS handshake, without a socket: gives the bytes to send, takes those that come, and ends where the server has shown
 * its certificate and proved its key. It never finishes a handshake, so that it meets servers that no library here speaks with any more.
 */
export class Handshake {
  private readonly records: RecordReader;
  private readonly clientRandom: Buffer;
  private readonly sessionId: Buffer;
  private transcript: Buffer[] = [];
  private hello?: ServerHello;
  private retried = false;
  /** Whether a ServerKeyExchange came. */
  private hasExchanged = false;
  /** Place of the last message in its order. */
  private reached = -1;
  private state: { -readonly [K in keyof Shown]: Shown[K] } = { chain: [], warnings: [] };
  private result?: HandshakeEnd;
  private pending?: Buffer;

  public constructor(
    private readonly request: HandshakeRequest,
    private readonly tools: HandshakeTools,
  ) {
    this.records = new RecordReader();
    this.clientRandom = tools.random(32);
    this.sessionId = tools.random(32);
  }

  /** The bytes that begin it. */
  public start(): Buffer {
    const { random, shares } = this.tools;
    const first = this.helloWith(this.request.large === true ? shares.large(random) : shares.first);
    this.transcript = [first];
    // Old servers want the oldest version on the first record (RFC 8446 5.1).
    return record(first, this.request.ssl3 === true ? SSL_3 : VERSION_NUMBERS[TlsVersion.TLS_1_0]);
  }

  public get shown(): Shown {
    return this.state;
  }

  /** Undefined: it goes on. */
  public get end(): HandshakeEnd | undefined {
    return this.result;
  }

  /** Takes bytes, and gives those to send, if any. */
  public feed(bytes: Buffer): Buffer | undefined {
    if (this.result) return undefined;
    try {
      this.records.add(bytes);
      for (let record = this.records.next(); record && !this.result; record = this.records.next()) {
        if (record.type === RecordType.ALERT) this.onAlert(record.content);
        else this.onMessages();
      }
    } catch (error) {
      this.result = this.endBy(error);
    }
    if (!this.result && this.records.excess !== undefined) this.result = { kind: 'too-big', what: this.records.excess };
    const send = this.pending;
    this.pending = undefined;
    return send;
  }

  private endBy(error: unknown): HandshakeEnd {
    if (error instanceof WireExcess) return { kind: 'too-big', what: error.message };
    if (!(error instanceof WireFault)) throw error;
    return this.records.isTls ? { kind: 'fault', what: error.message } : { kind: 'not-tls', bytes: this.records.met };
  }

  private onAlert(content: Buffer): void {
    if (content.length < 2) throw new WireFault('an alert ends too early');
    const [level, alert] = content;
    if (level === FATAL || alert === CLOSE_NOTIFY) this.result = { kind: 'alert', alert };
    else if (this.state.warnings.length < 10) this.state.warnings = [...this.state.warnings, alert];
  }

  private onMessages(): void {
    for (let message = this.records.message(); message && !this.result; message = this.records.message()) {
      const body = message.subarray(4);
      // It asks for what is going on already, and belongs to no transcript (RFC 5246 7.4.1.1).
      if ((message[0] as Message) === Message.HELLO_REQUEST && body.length === 0 && !this.is13) continue;
      this.transcript.push(message);
      this.on(message[0], body);
    }
  }

  private get is13(): boolean {
    return this.state.tls === TlsVersion.TLS_1_3;
  }

  private on(type: Message, body: Buffer): void {
    if (type === Message.SERVER_HELLO) return this.onServerHello(body);
    if (!this.hello) throw new WireFault(`the handshake begins with message ${type}, not with a ServerHello`);
    this.advance(type);
    switch (type) {
      case Message.CERTIFICATE:
        Object.assign(this.state, readCertificateMessage(body, this.is13));
        return;
      case Message.CERTIFICATE_STATUS:
        this.state.staple = readCertificateStatus(body);
        return;
      case Message.CERTIFICATE_REQUEST:
        this.state.asksForCertificate = true;
        return;
      case Message.SERVER_KEY_EXCHANGE:
        this.hasExchanged = true;
        this.state.keyProved = this.exchangeProves(body);
        return;
      case Message.CERTIFICATE_VERIFY: {
        const key = this.key();
        const soFar = transcriptHash(this.hello.suite, this.transcript.slice(0, -1));
        this.state.keyProved = key && provesKey(body, soFar, key);
        this.result = this.shownEnd();
        return;
      }
      case Message.SERVER_HELLO_DONE:
        this.state.asksForCertificate ??= false;
        if (keyExchangeOf(this.hello.suite) !== 'rsa' && !this.hasExchanged) this.state.keyProved = false;
        this.result = this.shownEnd();
        return;
      case Message.FINISHED:
        // Without the proof that goes before it.
        this.state.keyProved = false;
        this.result = this.shownEnd();
        return;
      case Message.ENCRYPTED_EXTENSIONS:
        this.state.asksForCertificate = false;
        return;
    }
  }

  /** @throws WireFault where a message comes twice, too late, or not at all in this version */
  private advance(type: Message): void {
    const place = (this.is13 ? ORDER_OF_1_3 : ORDER_BEFORE_1_3).indexOf(type);
    if (place < 0) throw new WireFault(`message ${type} has no place before the certificate`);
    if (place <= this.reached) throw new WireFault(`message ${type} comes twice or too late`);
    this.reached = place;
  }

  /** A server that knows TLS 1.3 and chose an older version was kept from it on the way: clients end there (RFC 8446 4.1.3). */
  private shownEnd(): HandshakeEnd {
    const { random } = this.hello as ServerHello;
    if (this.is13 || this.request.highest !== TlsVersion.TLS_1_3 || !isDowngraded(random)) return { kind: 'shown' };
    return { kind: 'fault', what: 'something on the way keeps the server from the newer version of TLS that it knows' };
  }

  private onServerHello(body: Buffer): void {
    if (this.hello) throw new WireFault('a second ServerHello');
    const hello = readServerHello(body);
    if (hello.isRetry) return this.retry(hello);
    this.checkChoice(hello);
    this.hello = hello;
    this.state.suite = hello.suite;
    this.state.tls = Object.values(TlsVersion).find((version) => VERSION_NUMBERS[version] === hello.version);
    if (!this.is13) return;
    const share = hello.group === undefined ? undefined : this.tools.shares.of(hello.group);
    if (!share || !hello.share) throw new WireFault('the ServerHello has no key share of a group that was offered');
    this.records.decryptWith(ServerRecords.from(hello.suite, share.agree(hello.share), this.transcript));
  }

  /** @throws WireFault where the server chose what was not offered; an older version than all that were is its answer */
  private checkChoice({ version, suite }: ServerHello): void {
    const highest = this.request.ssl3 === true ? SSL_3 : VERSION_NUMBERS[this.request.highest];
    if (version > highest || version < SSL_3)
      throw new WireFault(`the server chose version 0x${version.toString(16)}, which was not offered`);
    const isOf13 = version === VERSION_NUMBERS[TlsVersion.TLS_1_3];
    if (!offeredSuites(this.request).includes(suite) || (suite >> 8 === SUITES_OF_1_3) !== isOf13)
      throw new WireFault(
        `the server chose the cipher suite 0x${suite.toString(16)}, which was not offered with this version`,
      );
  }

  /** HelloRetryRequest: the same again with another share or a cookie; the transcript keeps the hash of the first (RFC 8446 4.4.1). */
  private retry(hello: ServerHello): void {
    if (this.retried) throw new WireFault('a second HelloRetryRequest');
    this.retried = true;
    const share = hello.group === undefined ? undefined : this.tools.shares.of(hello.group);
    if (hello.group !== undefined && !share)
      throw new WireFault(`the HelloRetryRequest wants the group 0x${hello.group.toString(16)}, which was not offered`);
    const [first, request] = this.transcript;
    const hash = transcriptHash(hello.suite, [first]);
    const second = this.helloWith(share ? [share] : this.tools.shares.first, hello.cookie);
    this.transcript = [Buffer.concat([Buffer.from([254, 0, 0, hash.length]), hash]), request, second];
    this.pending = record(second, VERSION_NUMBERS[TlsVersion.TLS_1_2]);
  }

  private exchangeProves(body: Buffer): boolean | undefined {
    const { suite, random } = this.hello as ServerHello;
    const exchange: KeyExchange = keyExchangeOf(suite);
    const key = this.key();
    if (!key || exchange === 'rsa') return undefined;
    const randoms = Buffer.concat([this.clientRandom, random]);
    return provesExchange(body, exchange, this.state.tls ?? TlsVersion.TLS_1_0, randoms, key);
  }

  private helloWith(shares: readonly KeyShare[], cookie?: Buffer): Buffer {
    const { clientRandom: random, sessionId } = this;
    return clientHello({ ...this.request, random, sessionId, shares, ...(cookie === undefined ? {} : { cookie }) });
  }

  private key(): KeyObject | undefined {
    const [leaf] = this.state.chain;
    return leaf === undefined ? undefined : this.tools.keyOf(leaf).key;
  }
}

function record(message: Buffer, version: number): Buffer {
  return Buffer.concat([Buffer.from([RecordType.HANDSHAKE]), words(version), counted(2, message)]);
}
