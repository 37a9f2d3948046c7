import { domainToASCII } from 'node:url';
import { ipVersion, parseIp } from './ip-address';

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?$/;

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Longest DNS name, in characters (RFC 1035 2.3.4). */
const LONGEST_NAME = 253;

const LONGEST_LABEL = 63;

/** A host name as certificates spell it, or what keeps a text from being one. */
export interface HostNameSpelling {
  readonly name?: string;
  /** The end of a sentence that begins with the text. */
  readonly problem?: string;
}

/**
 * Spells a text as a host name: lower case, no final dot, no blanks around it, IDN as A-labels. Wildcards are allowed only where the
 * caller says so.
 */
export function spellHostName(text: string, allowWildcard = false): HostNameSpelling {
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '') return { problem: 'is empty' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || trimmed.includes('/'))
    return { problem: 'is a URL or a path; write the host name alone' };
  if (/\s/.test(trimmed)) return { problem: 'holds white space' };
  const wildcard = trimmed.startsWith('*.');
  if (wildcard && !allowWildcard) return { problem: 'is a wildcard; clients connect to one name' };
  const bare = wildcard ? trimmed.slice(2) : trimmed;
  if (IPV4.test(bare) || bare.includes(':'))
    return {
      problem: 'is an address; clients of Exchange connect to names, and public CAs certify no internal address',
    };
  const ascii = domainToASCII(bare).toLowerCase();
  if (ascii === '') return { problem: 'is not a host name' };
  if (ascii.length > LONGEST_NAME) return { problem: `has ${ascii.length} characters; DNS allows ${LONGEST_NAME}` };
  for (const label of ascii.split('.')) {
    if (label.length > LONGEST_LABEL)
      return { problem: `has a label of ${label.length} characters; DNS allows ${LONGEST_LABEL}` };
    if (!LABEL.test(label))
      return {
        problem: `has the label "${label}"; a label is made of letters, digits and hyphens, with a letter or digit at both ends`,
      };
  }
  return { name: wildcard ? `*.${ascii}` : ascii };
}

/**
 * What keeps the value of a Terraform variable from being a host name, as the end of a sentence that names it; undefined: nothing.
 * Synth corrects a name that is written as text (IDN, final dot, blanks around it), but Terraform hands a variable's value on
 * unchanged: what synth would have to correct is refused here. Letter case does not matter, as the apply compares without it.
 */
export function problemOfVariable(value: string, allowWildcard = false): string | undefined {
  const { name, problem } = spellHostName(value, allowWildcard);
  if (problem !== undefined) return `which ${problem}`;
  if (name === value.toLowerCase()) return undefined;
  if (/\s/.test(value)) return 'which holds white space';
  return value.endsWith('.') ? 'which ends in a dot' : `which is not in A-labels (${name})`;
}

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

/** An address that is taken for a host name and port without asking DNS. */
export interface FixedAddress {
  /** `name:port`, the name in lower case and A-labels. */
  readonly key: string;
  readonly address: string;
}

/** Reads `mail.contoso.com:443:192.0.2.10`, or with `[2001:db8::10]`; undefined where it is none. */
export function fixedAddressOf(text: string): FixedAddress | undefined {
  const [, host = '', port = '', rest = ''] = /^([^:]+):(\d{1,5}):(.+)$/.exec(text) ?? [];
  const address = rest.replace(/^\[(.*)\]$/, '$1');
  const { name } = spellHostName(host);
  if (name === undefined || !isPort(port) || ipVersion(address) === 0) return undefined;
  return { key: `${name}:${port}`, address };
}

/** Addresses by `name:port`; several of one are its nodes. */
export function fixedAddresses(fixed: readonly FixedAddress[]): Map<string, string[]> {
  const byKey = new Map<string, string[]>();
  for (const { address, key } of fixed) byKey.set(key, [...(byKey.get(key) ?? []), address]);
  return byKey;
}

/** Whether a text is the address of a DNS server, with a port where one is meant. */
export function isDnsServer(text: string): boolean {
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return ipVersion(v6 ?? v4 ?? text) !== 0 && (port === undefined || isPort(port));
}

function isPort(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 65_535;
}
