import { domainToASCII } from 'node:url';
import { parseIp } from './ip-address';

/** A name that a client asks for. */
export type PeerName =
  | { readonly kind: 'dns'; readonly value: string }
  | { readonly kind: 'ip'; readonly octets: Buffer }
  | { readonly kind: 'email'; readonly value: string };

/**
 * Understands what a client asked for: an IP address, a mailbox, or a host name (a U-label becomes its A-label, a dot
 * at the end goes). Undefined when it is none of them.
 */
export function parsePeerName(text: string): PeerName | undefined {
  const octets = parseIp(text);
  if (octets !== undefined) return { kind: 'ip', octets };
  if (text.includes('@')) return isMailbox(text) ? { kind: 'email', value: text } : undefined;
  const ascii = /^[\x21-\x7e]+$/.test(text) ? text : domainToASCII(text);
  const bare = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  return dnsSyntaxFault(bare.replaceAll('_', 'a')) === undefined
    ? { kind: 'dns', value: bare.toLowerCase() }
    : undefined;
}

const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/**
 * What is wrong with a dNSName by the preferred name syntax (RFC 1034 3.5, RFC 1123 2.1); undefined when nothing is.
 * One pass without copies, since certificates can hold thousands of names.
 */
export function dnsSyntaxFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > 253) return 'is longer than 253 characters';
  let start = 0;
  let onlyDigits = true;
  for (let i = 0; i <= name.length; i++) {
    const c = i === name.length ? DOT : name.charCodeAt(i);
    if (c === DOT) {
      if (i === start) return 'has an empty label';
      if (i - start > 63) return 'has a label longer than 63 characters';
      if (name.charCodeAt(start) === HYPHEN || name.charCodeAt(i - 1) === HYPHEN) {
        return 'has a label that begins or ends with a hyphen';
      }
      if (i < name.length) {
        start = i + 1;
        onlyDigits = true;
      }
    } else if (c < 0x30 || c > 0x39) {
      onlyDigits = false;
      const isLetter = (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
      if (c === UNDERSCORE) return 'has an underscore';
      if (!isLetter && c !== HYPHEN) return 'has a character that host names can not have';
    }
  }
  return onlyDigits ? 'is an IP address or ends in a number' : undefined;
}

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(\\.${ATOM})*$`);

/** True for a mailbox in the form local@host: RFC 5280 4.2.1.6, RFC 5321 4.1.2 (dot-atoms; no quoted forms). */
export function isMailbox(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64) return false;
  return DOT_ATOM.test(text.slice(0, at)) && dnsSyntaxFault(text.slice(at + 1)) === undefined;
}

/** The host of a mailbox folds case, its local part does not: RFC 5280 7.5. */
export function mailboxEquals(a: string, b: string): boolean {
  const [i, j] = [a.lastIndexOf('@'), b.lastIndexOf('@')];
  return a.slice(0, i) === b.slice(0, j) && a.slice(i).toLowerCase() === b.slice(j).toLowerCase();
}
