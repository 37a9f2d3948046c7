import { connect } from 'node:net';
import { Interruption } from './lanes';

/** More text than this is no slip of a server. */
const MOST_TEXT = 65_536;

/**
 * What a mail server sends in clear behind its consent to STARTTLS, and before TLS begins: a careless client takes it for protected
 * (command injection). It is dropped and never read as an answer.
 */
export class ClearText {
  private text: Buffer = Buffer.alloc(0);
  private isOver = false;

  /** The first of what was dropped; empty: nothing was. */
  public get dropped(): Buffer {
    return this.text;
  }

  /** Whether TLS, or something that is neither TLS nor text, has begun. */
  public get ended(): boolean {
    return this.isOver;
  }

  /** Takes bytes, and gives those that are left. */
  public take(bytes: Buffer): Buffer {
    if (this.isOver) return bytes;
    const end = bytes.findIndex((octet) => !isText(octet));
    const text = end < 0 ? bytes : bytes.subarray(0, end);
    if (text.length > 0) this.text = Buffer.concat([this.text, text]);
    this.isOver = end >= 0 || this.text.length > MOST_TEXT;
    return end < 0 ? Buffer.alloc(0) : bytes.subarray(end);
  }
}

function isText(octet: number): boolean {
  return octet >= 0x20 || octet === 0x09 || octet === 0x0a || octet === 0x0d;
}

/** A web server that waits for a request in clear is silent until its line is whole. */
const REQUEST = 'GET / HTTP/1.0\r\n\r\n';

const ENOUGH = 16;

/**
 * Sends a request of HTTP in clear, and gives the protocol that the answer belongs to; undefined: no answer, or none that is known.
 *
 * @param limitMs time for the connection and the answer
 */
export function askInClear(
  { address, port }: { readonly address: string; readonly port: number },
  limitMs: number,
  interruption?: Interruption,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer: Buffer = Buffer.alloc(0);
    const socket = connect({ host: address, port, noDelay: true }, () => socket.write(REQUEST));
    const timer = setTimeout(done, Math.max(limitMs, 1));
    function done(): void {
      clearTimeout(timer);
      forget?.();
      socket.destroy();
      resolve(answer.length === 0 ? undefined : recognize(answer));
    }
    const forget = interruption?.on(done);
    socket.on('data', (bytes: Buffer) => {
      answer = Buffer.concat([answer, bytes]).subarray(0, 1024);
      if (answer.length >= ENOUGH) done();
    });
    socket.on('error', done).on('close', done);
  });
}

/** First words of servers, each with the protocol that they belong to. */
const FIRST_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^SSH-\d/, 'ssh'],
  [/^HTTP\/\d/, 'http'],
  [/^\s*<\?xml[^>]*>\s*<stream:stream/i, 'xmpp'],
  [/^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head)/i, 'http'],
  [/^\* (OK|PREAUTH|BYE)\b/, 'imap'],
  [/^(\+OK|-ERR)\b/, 'pop3'],
  [/^220[ -][^\r\n]*\bFTP\b/i, 'ftp'],
  [/^20[01][ -]/, 'nntp'],
  [/^[245]\d\d[ -]/, 'smtp'],
  [/^"IMPLEMENTATION" /, 'sieve'],
  [/^AMQP\0/, 'amqp'],
  // A packet whose number is 0, of the protocol's version 10.
  [/^[^\0]..\0\n\d+\.\d/s, 'mysql'],
  [/^\xff[\xfb-\xfe]/, 'telnet'],
  [/^RFB \d{3}\./, 'vnc'],
];

/** The protocol that the first bytes of a server belong to; undefined: none that is known. */
export function recognize(bytes: Buffer): string | undefined {
  // A record of TLS: an alert or a handshake of version 3.
  if (bytes.length >= 3 && (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3) return 'implicit-tls';
  // A TPKT of version 3, and in it the confirmation of a connection.
  if (bytes.length >= 6 && bytes[0] === 3 && bytes[1] === 0 && bytes[5] === 0xd0) return 'rdp';
  const text = bytes.toString('latin1', 0, 200);
  return FIRST_WORDS.find(([words]) => words.test(text))?.[1];
}

/** Bytes that a server sent, as one line of printable text for people: at most 120 characters. */
export function shownBytes(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, 120).split(/\r?\n/)[0];
  return /^[\x20-\x7e]*$/.test(text) ? text : `0x${bytes.toString('hex', 0, 16)}`;
}
