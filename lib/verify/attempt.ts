import { connect, Socket } from 'node:net';
import { ProbeOutcome, ProbePhase, TlsVersion } from '../model';
import { askInClear, ClearText, recognize, shownBytes } from './clear-text';
import { Interruption } from './lanes';
import { MailDialogue, MailGreeting, Speech } from './mail-dialogue';
import { Handshake, HandshakeEnd, HandshakeTools, Shown } from './tls/handshake';

/** Where a probe connects to, and how it speaks. */
export interface Endpoint {
  /** IPv4 or IPv6 address, without brackets. */
  readonly address: string;
  readonly port: number;
  readonly speech: Speech;
  /** Host name to send in the handshake, A-labels. Left out: none is sent. */
  readonly serverName?: string;
}

/** What a probe met. */
export interface Met {
  readonly outcome: ProbeOutcome;
  readonly phase: ProbePhase;
  /** What was met, in words or numbers: the number of an alert, the reply of a mail server, the name of a protocol. */
  readonly detail?: string;
  readonly shown: Shown;
  readonly mail?: MailGreeting;
  /** True where it answers only a ClientHello that does not offer TLS 1.3. */
  readonly refusesNewHello: boolean;
}

/** What a probe needs. */
export interface ProbeTools extends HandshakeTools {
  /** Total time of a probe, all retries included, in milliseconds. */
  readonly deadlineMs: number;
  /** Versions to offer. Default: TLS 1.0 to 1.3. */
  readonly lowest?: TlsVersion;
  readonly highest?: TlsVersion;
  /** True: SSL 3.0 alone. */
  readonly ssl3?: boolean;
  /** Application protocols to name. Default: none are. */
  readonly protocols?: readonly string[];
  /** True: as clients ask that know RSA keys alone. */
  readonly rsaOnly?: boolean;
  /** True: a ClientHello with the share of current browsers, in two packets. */
  readonly large?: boolean;
  /** Ends every probe that runs. */
  readonly interruption?: Interruption;
}

const NOTHING_SHOWN: Shown = Object.freeze({ chain: [], warnings: [] });

/** After this share of its time a silent server is asked whether it waits for something else. */
const ASK_ASIDE_AT = 0.4;
export const LEAST_LEFT_MS = 200;
/** Quiet time after which bytes that are no TLS are all that comes. */
const QUIET_MS = 250;
/** The same for words in clear behind the consent to STARTTLS: TLS may come after them. */
const QUIET_AFTER_CONSENT_MS = 2000;
/** Content of a packet of Ethernet, with room for the options of IPv6 and TCP. */
const ONE_PACKET = 1400;
const BETWEEN_PACKETS_MS = 50;
const MOST_FOREIGN_BYTES = 262_144;
const UNRECOGNIZED_NAME = 112;
const CERTIFICATE_REQUIRED = 116;

/** Codes by which this machine, and not the endpoint, has no room for a connection. */
export const NO_ROOM_HERE: ReadonlySet<string | undefined> = new Set([
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EAGAIN',
]);

/** Connects once, and gives what was met: always, and within its time. */
export function attempt(endpoint: Endpoint, tools: ProbeTools, limitMs: number): Promise<Met> {
  return new Promise((resolve) => {
    new Attempt(endpoint, tools, limitMs, resolve).begin();
  });
}

/** One connection, or two where a mail server is silent. */
class Attempt {
  private readonly socket: Socket;
  private readonly deadline: NodeJS.Timeout;
  private readonly handshake: Handshake;
  private dialogue?: MailDialogue;
  private phase = ProbePhase.CONNECT;
  /** Octets that came since something was last sent. */
  private heard = 0;
  private foreign?: Buffer;
  private readonly clear = new ClearText();
  private quiet?: NodeJS.Timeout;
  private aside?: NodeJS.Timeout;
  private ended = false;
  private forget?: () => void;

  public constructor(
    private readonly endpoint: Endpoint,
    private readonly tools: ProbeTools,
    private readonly limitMs: number,
    private readonly resolve: (met: Met) => void,
  ) {
    const {
      lowest = TlsVersion.TLS_1_0,
      highest = TlsVersion.TLS_1_3,
      large,
      protocols,
      rsaOnly,
      ssl3 = false,
    } = tools;
    const { serverName } = endpoint;
    this.handshake = new Handshake(
      { lowest, highest, ssl3, large, protocols, rsaOnly, ...(serverName === undefined ? {} : { serverName }) },
      tools,
    );
    this.deadline = setTimeout(() => this.onDeadline(), Math.max(limitMs, 1));
    this.socket = connect({ host: endpoint.address, port: endpoint.port, noDelay: true });
  }

  public begin(): void {
    const { socket, tools } = this;
    if (tools.interruption?.happened === true) return this.finish(ProbeOutcome.INTERRUPTED);
    this.forget = tools.interruption?.on(() => this.finish(ProbeOutcome.INTERRUPTED));
    socket.once('connect', () => this.onConnect());
    socket.on('data', (bytes) => this.onData(bytes));
    socket.on('error', (error: NodeJS.ErrnoException) => this.onError(error));
    socket.on('close', () => this.onClose());
  }

  private onConnect(): void {
    const { speech } = this.endpoint;
    this.aside = setTimeout(() => void this.askAside(), this.limitMs * ASK_ASIDE_AT);
    if (speech === Speech.TLS) return this.beginHandshake();
    this.phase = ProbePhase.GREETING;
    this.dialogue = new MailDialogue(speech, addressLiteral(this.socket.localAddress));
  }

  private beginHandshake(): void {
    this.phase = ProbePhase.HANDSHAKE;
    const hello = this.handshake.start();
    this.send(hello.subarray(0, ONE_PACKET));
    // On the loopback of a machine it would come as one, which hides what happens on the way.
    if (hello.length > ONE_PACKET) setTimeout(() => this.sendRest(hello.subarray(ONE_PACKET)), BETWEEN_PACKETS_MS);
  }

  private sendRest(bytes: Buffer): void {
    if (!this.ended) this.socket.write(bytes);
  }

  private send(bytes: Buffer): void {
    this.heard = 0;
    this.socket.write(bytes);
  }

  private onData(bytes: Buffer): void {
    if (this.ended) return;
    this.heard += bytes.length;
    clearTimeout(this.aside);
    if (this.foreign) return this.collect(bytes);
    if (this.phase === ProbePhase.HANDSHAKE) this.onTls(this.dialogue ? this.withoutText(bytes) : bytes);
    else if (this.dialogue) this.onWords(this.dialogue, bytes);
  }

  private onTls(bytes: Buffer): void {
    if (bytes.length === 0) return;
    const answer = this.handshake.feed(bytes);
    if (answer) this.send(answer);
    const { end } = this.handshake;
    if (end) this.onHandshakeEnd(end);
  }

  /** What is left of bytes behind the consent to STARTTLS. */
  private withoutText(bytes: Buffer): Buffer {
    clearTimeout(this.quiet);
    const left = this.clear.take(bytes);
    if (!this.clear.ended) this.quiet = setTimeout(() => this.finishInClear(), QUIET_AFTER_CONSENT_MS);
    return left;
  }

  /** It consented to STARTTLS, and goes on in clear. */
  private finishInClear(): void {
    this.foreign = this.clear.dropped;
    this.finishForeign();
  }

  private onWords(dialogue: MailDialogue, bytes: Buffer): void {
    const answer = dialogue.feed(bytes);
    if (answer) this.send(answer);
    this.phase = dialogue.phase;
    const { end } = dialogue;
    if (end?.outcome !== undefined) this.finish(end.outcome, end.detail);
    else if (end) this.beginHandshake();
  }

  private onHandshakeEnd(end: HandshakeEnd): void {
    const { shown } = this.handshake;
    switch (end.kind) {
      case 'shown':
        if (shown.chain.length === 0) return this.finish(ProbeOutcome.NO_CERTIFICATE);
        if (!this.tools.keyOf(shown.chain[0]).isReadable) return this.finish(ProbeOutcome.UNREADABLE_CERTIFICATE);
        return this.finish(shown.keyProved === false ? ProbeOutcome.KEY_NOT_PROVED : ProbeOutcome.PRESENTED);
      case 'alert':
        if (end.alert === 0) return this.finish(ProbeOutcome.CLOSED_EARLY);
        if (end.alert === UNRECOGNIZED_NAME) return this.finish(ProbeOutcome.UNRECOGNIZED_NAME);
        if (end.alert === CERTIFICATE_REQUIRED) return this.finish(ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED);
        return this.finish(ProbeOutcome.TLS_ALERT, String(end.alert));
      case 'too-big':
        return this.finish(ProbeOutcome.TOO_BIG, end.what);
      case 'fault':
        return this.finish(ProbeOutcome.BAD_HANDSHAKE, end.what);
      case 'not-tls':
        this.foreign = Buffer.alloc(0);
        return this.collect(end.bytes);
    }
  }

  /** Bytes that are no TLS: what comes at once is kept, to say what it is. */
  private collect(bytes: Buffer): void {
    clearTimeout(this.quiet);
    if (this.heard > MOST_FOREIGN_BYTES)
      return this.finish(ProbeOutcome.TOO_BIG, `more than ${MOST_FOREIGN_BYTES} octets that are no TLS`);
    const foreign = this.foreign as Buffer;
    if (foreign.length < 1024) this.foreign = Buffer.concat([foreign, bytes]).subarray(0, 1024);
    this.quiet = setTimeout(() => this.finishForeign(), QUIET_MS);
  }

  private finishForeign(): void {
    const foreign = this.foreign as Buffer;
    const protocol = recognize(foreign);
    if (protocol === undefined || protocol === 'implicit-tls')
      this.finish(ProbeOutcome.NOT_TLS, `it answers ${JSON.stringify(shownBytes(foreign))}`);
    else this.finish(ProbeOutcome.OTHER_PROTOCOL, protocol);
  }

  /** A silent server may wait for something else: a further connection tries it. */
  private async askAside(): Promise<void> {
    if (this.heard > 0) return;
    const left = this.limitMs * (1 - ASK_ASIDE_AT) - LEAST_LEFT_MS;
    if (this.endpoint.speech === Speech.TLS) {
      const protocol = await askInClear(this.endpoint, left, this.tools.interruption);
      if (protocol !== undefined && this.heard === 0) this.finish(ProbeOutcome.OTHER_PROTOCOL, protocol);
      return;
    }
    const met = await attempt({ ...this.endpoint, speech: Speech.TLS }, this.tools, left);
    if (this.phase !== ProbePhase.GREETING) return;
    if (speaksTls(met)) this.finish(ProbeOutcome.OTHER_PROTOCOL, 'implicit-tls', met.shown);
    else if (met.outcome === ProbeOutcome.OTHER_PROTOCOL) this.finish(ProbeOutcome.OTHER_PROTOCOL, met.detail);
  }

  private onDeadline(): void {
    if (this.foreign) this.finishForeign();
    else if (this.isInClear) this.finishInClear();
    else if (this.phase === ProbePhase.CONNECT) this.finish(ProbeOutcome.CONNECT_TIMEOUT);
    else if (this.heard > 0) this.finish(ProbeOutcome.DEADLINE);
    else this.finish(this.phase === ProbePhase.GREETING ? ProbeOutcome.NO_GREETING : ProbeOutcome.NO_ANSWER);
  }

  private onError({ code, message }: NodeJS.ErrnoException): void {
    if (this.foreign) this.finishForeign();
    else if (this.isInClear) this.finishInClear();
    else if (code === 'ECONNREFUSED') this.finish(ProbeOutcome.REFUSED);
    else if (code === 'ETIMEDOUT') this.finish(ProbeOutcome.CONNECT_TIMEOUT);
    else if (code === 'ECONNRESET' || code === 'EPIPE') this.finish(ProbeOutcome.CLOSED_EARLY, this.warned ?? 'reset');
    else this.finish(ProbeOutcome.UNREACHABLE, code ?? message);
  }

  private onClose(): void {
    if (this.ended) return;
    if (this.foreign) this.finishForeign();
    else if (this.isInClear) this.finishInClear();
    else this.finish(ProbeOutcome.CLOSED_EARLY, this.warned);
  }

  /** Whether all that came behind the consent to STARTTLS is text. */
  private get isInClear(): boolean {
    return this.clear.dropped.length > 0 && !this.clear.ended;
  }

  /** The alerts before the end, by which a server says why. */
  private get warned(): string | undefined {
    const { warnings } = this.handshake.shown;
    return warnings.length === 0 ? undefined : `after the warning alert ${warnings.join(', ')}`;
  }

  private said({ said }: MailDialogue): MailGreeting {
    const hasText = this.clear.dropped.length > 0 && this.clear.ended;
    return hasText ? { ...said, clearAfterStartTls: true } : said;
  }

  private finish(outcome: ProbeOutcome, detail?: string, shown: Shown = this.handshake.shown): void {
    if (this.ended) return;
    this.ended = true;
    for (const timer of [this.deadline, this.quiet, this.aside]) clearTimeout(timer);
    this.forget?.();
    this.socket.destroy();
    this.resolve({
      outcome,
      phase: this.phase,
      ...(detail === undefined ? {} : { detail }),
      shown: shown.chain.length === 0 && shown.tls === undefined && shown.warnings.length === 0 ? NOTHING_SHOWN : shown,
      ...(this.dialogue ? { mail: this.said(this.dialogue) } : {}),
      refusesNewHello: false,
    });
  }
}

/** Whether what was met speaks TLS from the first byte, however the handshake ended. */
function speaksTls({ outcome, shown }: Met): boolean {
  return shown.tls !== undefined || outcome === ProbeOutcome.TLS_ALERT || outcome === ProbeOutcome.UNRECOGNIZED_NAME;
}

/** RFC 5321 4.1.3: a client without a name gives its address. */
function addressLiteral(address = '127.0.0.1'): string {
  return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`;
}
