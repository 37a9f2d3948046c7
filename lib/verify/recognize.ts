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
