import { constants } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { ProbeOutcome } from '../../model';
import type { Endpoint } from '../attempt';
import { Interruption } from '../lanes';
import { MailDialogue, Speech } from '../mail-dialogue';

/** What a finished connection met: without a client certificate, and with one request where one was made. */
export interface Visit {
  /** Whether the server goes on without a client certificate. Left out: it did not come to that. */
  readonly letIn?: boolean;
  /** Whether it began another handshake after the request. */
  readonly renegotiated: boolean;
  readonly head?: HttpHead;
  /** Why there is no head of an answer. */
  readonly fault?: 'too-big' | 'not-http' | 'closed' | 'late' | 'failed';
  /** The same as an outcome. */
  readonly why?: ProbeOutcome;
}

/** What the ends without an answer are called. */
const WHY: Readonly<Record<NonNullable<Visit['fault']>, ProbeOutcome>> = {
  'too-big': ProbeOutcome.TOO_BIG,
  'not-http': ProbeOutcome.OTHER_PROTOCOL,
  closed: ProbeOutcome.CLOSED_EARLY,
  late: ProbeOutcome.NO_ANSWER,
  // Codes of TLS have no row below.
  failed: ProbeOutcome.BAD_HANDSHAKE,
};

/** Codes of sockets that say more. */
const WHY_BY_CODE: Readonly<Record<string, ProbeOutcome>> = {
  ECONNREFUSED: ProbeOutcome.REFUSED,
  ECONNRESET: ProbeOutcome.CLOSED_EARLY,
  EPIPE: ProbeOutcome.CLOSED_EARLY,
  ETIMEDOUT: ProbeOutcome.CONNECT_TIMEOUT,
  EHOSTUNREACH: ProbeOutcome.UNREACHABLE,
  ENETUNREACH: ProbeOutcome.UNREACHABLE,
  EADDRNOTAVAIL: ProbeOutcome.UNREACHABLE,
};

/** Where to, and what for. */
export interface VisitRequest {
  readonly endpoint: Endpoint;
  /** False: HTTP in clear. */
  readonly tls: boolean;
  /** Path to ask for with HTTP. Left out: a mail protocol, whose first words are waited for. */
  readonly path?: string;
  readonly host: string;
}

/** Bodies say in their first lines why a request is refused. */
const MOST_BODY = 4096;

/** After the head, the body is waited for so long. */
const BODY_MS = 500;

/** What is said first behind STARTTLS; any answer shows that the server goes on. */
const FIRST_WORDS: Partial<Record<Speech, string>> = {
  [Speech.SMTP]: 'EHLO [127.0.0.1]\r\n',
  [Speech.IMAP]: 'a1 CAPABILITY\r\n',
  [Speech.POP3]: 'CAPA\r\n',
};

/** Alerts by which servers end for want of a client certificate, in OpenSSL's words. */
const WANTS_CERTIFICATE =
  /ALERT_(HANDSHAKE_FAILURE|BAD_CERTIFICATE|CERTIFICATE_REQUIRED|CERTIFICATE_UNKNOWN|NO_CERTIFICATE|ACCESS_DENIED)$/;

/** Alerts and faults by which a server that speaks only TLS 1.3 refuses older versions. */
const WANTS_NEWER = /ALERT_PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$/;

/** nginx, IIS (403.7) and Apache say so in their pages. */
const PAGE_WANTS_CERTIFICATE = /no required ssl certificate|ssl certificate error|client certificate|403\.7\b/i;

/**
 * Makes one whole connection, with no client certificate, and one request where there is a path. Over TLS 1.2 where the server
 * speaks it: only there can a server ask for a certificate after the request.
 *
 * @param limitMs time in all
 */
export async function visit(request: VisitRequest, limitMs: number, interruption?: Interruption): Promise<Visit> {
  const until = performance.now() + limitMs;
  const first = await new Visitor(request, 'TLSv1.2').go(limitMs, interruption);
  const left = until - performance.now();
  if (!request.tls || !WANTS_NEWER.test(first.code ?? '') || left < 50) return first.visit;
  return (await new Visitor(request, 'TLSv1.3').go(left, interruption)).visit;
}

interface Ended {
  readonly visit: Visit;
  /** Code of the error that ended it. */
  readonly code?: string;
}

class Visitor {
  private socket?: Socket;
  private secured?: TLSSocket;
  private handshakes = 0;
  /** Whether the server's part of the handshake was accepted and ours was sent. */
  private keyed = false;
  private bytes: Buffer = Buffer.alloc(0);
  private ended = false;
  private resolve!: (ended: Ended) => void;
  private timer?: NodeJS.Timeout;
  private bodyTimer?: NodeJS.Timeout;
  private forget?: () => void;

  public constructor(
    private readonly request: VisitRequest,
    private readonly maxVersion: 'TLSv1.2' | 'TLSv1.3',
  ) {}

  public go(limitMs: number, interruption?: Interruption): Promise<Ended> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.timer = setTimeout(() => this.end('late'), Math.max(limitMs, 1));
      this.forget = interruption?.on(() => this.end('late'));
      const { address, port } = this.request.endpoint;
      const socket = (this.socket = connect({ host: address, port, noDelay: true }, () => this.onConnect(socket)));
      socket.on('error', ({ code }: NodeJS.ErrnoException) => this.end('failed', code));
      socket.on('close', () => this.end('closed'));
    });
  }

  private onConnect(socket: Socket): void {
    const { endpoint, tls } = this.request;
    if (!tls) {
      socket.on('data', (bytes: Buffer) => this.onData(bytes));
      return this.ask(socket);
    }
    if (endpoint.speech === Speech.TLS) return this.secure(socket);
    const dialogue = new MailDialogue(endpoint.speech, '[127.0.0.1]');
    const listen = (bytes: Buffer): void => {
      const words = dialogue.feed(bytes);
      if (words) socket.write(words);
      if (!dialogue.end) return;
      socket.removeListener('data', listen);
      if (dialogue.end.outcome === undefined) this.secure(socket);
      else this.end('failed');
    };
    socket.on('data', listen);
  }

  private secure(socket: Socket): void {
    const { serverName } = this.request.endpoint;
    const secured = (this.secured = connectTls({
      socket,
      ...(serverName === undefined ? {} : { servername: serverName }),
      minVersion: 'TLSv1',
      maxVersion: this.maxVersion,
      ciphers: 'DEFAULT@SECLEVEL=0',
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      // What is presented was judged already; nothing that is secret is sent here.
      rejectUnauthorized: false,
    }));
    secured.on('keylog', (line: Buffer) => {
      this.keyed ||= line
        .toString('latin1')
        .startsWith(this.maxVersion === 'TLSv1.2' ? 'CLIENT_RANDOM' : 'CLIENT_TRAFFIC');
    });
    secured.on('secureConnect', () => {
      this.handshakes++;
      if (this.handshakes === 1) this.ask(secured);
    });
    secured.on('data', (bytes: Buffer) => this.onData(bytes));
    secured.on('error', ({ code }: NodeJS.ErrnoException) => this.end('failed', code));
    secured.on('close', () => this.end('closed'));
  }

  private ask(socket: Socket): void {
    const { endpoint, host, path } = this.request;
    if (path === undefined) {
      const words = FIRST_WORDS[endpoint.speech];
      if (words !== undefined) socket.write(words);
      return;
    }
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'User-Agent: client-access', 'Accept: */*'];
    socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  }

  private onData(bytes: Buffer): void {
    if (this.ended) return;
    this.bytes = Buffer.concat([this.bytes, bytes]);
    if (this.request.path === undefined) return this.end();
    const head = readHead(this.bytes);
    if (head === 'more') return;
    if (head === 'too-big' || head === 'not-http') return this.end(head);
    if (this.bytes.length >= head.size + MOST_BODY) return this.end();
    this.bodyTimer ??= setTimeout(() => this.end(), BODY_MS);
  }

  private end(fault?: Visit['fault'], code?: string): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    clearTimeout(this.bodyTimer);
    this.forget?.();
    this.secured?.destroy();
    this.socket?.destroy();
    const read = this.request.path === undefined || this.bytes.length === 0 ? 'more' : readHead(this.bytes);
    const head = typeof read === 'string' ? undefined : read;
    const letIn = this.letIn(head, code);
    this.resolve({
      visit: {
        renegotiated: this.handshakes > 1,
        ...(letIn === undefined ? {} : { letIn }),
        ...(head ? { head } : fault === undefined ? {} : { fault, why: WHY_BY_CODE[code ?? ''] ?? WHY[fault] }),
      },
      ...(code === undefined ? {} : { code }),
    });
  }

  private letIn(head: HttpHead | undefined, code: string | undefined): boolean | undefined {
    if (!this.request.tls) return undefined;
    if (head) {
      const page = this.bytes.toString('latin1', head.size);
      const refused = (head.status === 400 || head.status === 403) && PAGE_WANTS_CERTIFICATE.test(page);
      if (refused || head.status === 496) return false;
      // A bare 403 may mean a certificate, or anything else.
      return head.status === 403 ? undefined : true;
    }
    if (this.bytes.length > 0) return true;
    return this.keyed && WANTS_CERTIFICATE.test(code ?? '') ? false : undefined;
  }
}

/** The head of an answer of HTTP/1. */
export interface HttpHead {
  readonly status: number;
  /** Values by lower-case name; of a name that is there twice the first. */
  readonly headers: ReadonlyMap<string, string>;
  /** Octets up to the body. */
  readonly size: number;
}

/** Web servers and browsers take 8 to 256 KB; Exchange sends less than 4. */
const MOST_OCTETS = 65_536;

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: [^\r\n]*)?$/;

/**
 * Reads the head of an answer as far as it has come.
 *
 * @returns `more` where it is not whole, `too-big` where it is larger than 64 KB, `not-http` where it is none
 */
export function readHead(bytes: Buffer): HttpHead | 'more' | 'too-big' | 'not-http' {
  for (let before = 0; before < MOST_OCTETS;) {
    const head = readOneHead(bytes.subarray(before));
    // What comes before the answer itself, such as 100 and 103 (RFC 9110 15.2).
    if (typeof head === 'string') return head;
    if (head.status >= 200) return { ...head, size: before + head.size };
    before += head.size;
  }
  return 'too-big';
}

function readOneHead(bytes: Buffer): HttpHead | 'more' | 'too-big' | 'not-http' {
  const text = bytes.toString('latin1', 0, MOST_OCTETS);
  if (text.length >= 5 && !text.startsWith('HTTP/')) return 'not-http';
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return bytes.length >= MOST_OCTETS ? 'too-big' : 'more';
  const [first, ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const status = STATUS_LINE.exec(first)?.[1];
  if (status === undefined) return 'not-http';
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return { status: Number(status), headers, size: end.index + end[0].length };
}
