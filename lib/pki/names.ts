import { dnsSyntaxFault, isMailbox, mailboxEquals, parsePeerName, presentedNameMatches } from '../names';
import type { Certificate509 } from './certificate';
import type { Budget } from './error';
import type { DistinguishedName } from './distinguished-name';
import { directoryName, type GeneralName, type NameConstraints } from './extension';
import { OID } from './oid';

/**
 * True when the certificate speaks for this host, IP address or mailbox.
 * @param options.commonName also look at the common name when there is no DNS name, as clients before RFC 6125 did
 */
export function matchesName(
  certificate: Certificate509,
  name: string,
  options: { commonName?: boolean } = {},
): boolean {
  const peer = parsePeerName(name);
  if (peer === undefined) return false;
  const names = certificate.subjectAltNames ?? [];
  switch (peer.kind) {
    case 'ip':
      return names.some((n) => n.kind === 'ip' && n.octets.equals(peer.octets));
    case 'email':
      return names.some((n) => n.kind === 'email' && mailboxEquals(n.value, peer.value));
    case 'dns': {
      if (names.some((n) => n.kind === 'dns' && presentedNameMatches(n.value, peer.value))) return true;
      const fallback = options.commonName === true && !names.some((n) => n.kind === 'dns');
      return (
        fallback && certificate.commonName !== undefined && presentedNameMatches(certificate.commonName, peer.value)
      );
    }
  }
}

/** How a profile reads name constraints. */
export interface NameConstraintOptions {
  /** A DNS constraint '.contoso.com' means subdomains only, as Windows and OpenSSL read it; RFC 5280 has no such form. */
  readonly leadingDot: boolean;
  /**
   * The common name counts as a DNS name when there is no DNS name; plain: unless it has an asterisk; dotted: where it is plain and has
   * a dot; alone: when there is no alternative name of any kind.
   */
  readonly commonName: boolean | 'plain' | 'dotted' | 'alone';
  /** DNS names are compared as text, whatever characters they have, asterisks included. Default: false. */
  readonly asText?: boolean;
}

type Names = readonly GeneralName[];

/** What is wrong with the form of a constraint (RFC 5280 4.2.1.10); undefined when nothing is. */
export function constraintSyntaxFault(base: GeneralName, options: NameConstraintOptions): string | undefined {
  switch (base.kind) {
    case 'dns': {
      if (base.value === '') return undefined;
      if (base.value.startsWith('.')) {
        if (!options.leadingDot) return `DNS constraint '${base.value}' begins with a dot`;
        return hostFault(base.value.slice(1), 'DNS constraint', base.value);
      }
      return hostFault(base.value, 'DNS constraint', base.value);
    }
    case 'ip':
      if (base.octets.length !== 8 && base.octets.length !== 32)
        return `IP constraint of ${base.octets.length} bytes: it needs address and mask`;
      return isContiguous(base.octets.subarray(base.octets.length / 2))
        ? undefined
        : 'IP constraint with a mask that is not contiguous';
    case 'email': {
      if (base.value.includes('@'))
        return isMailbox(base.value) ? undefined : `e-mail constraint '${base.value}' is no mailbox`;
      return base.value === '' ? undefined : hostFault(base.value.replace(/^\./, ''), 'e-mail constraint', base.value);
    }
    case 'uri':
      return base.value === '' ? undefined : hostFault(base.value.replace(/^\./, ''), 'URI constraint', base.value);
    default:
      return undefined;
  }
}

function hostFault(host: string, what: string, shown: string): string | undefined {
  const fault = dnsSyntaxFault(host);
  return fault === undefined || fault === 'has an underscore' ? undefined : `${what} '${shown}' ${fault}`;
}

function isContiguous(mask: Buffer): boolean {
  let zero = false;
  for (const octet of mask) {
    for (let bit = 0x80; bit !== 0; bit >>= 1) {
      if ((octet & bit) === 0) zero = true;
      else if (zero) return false;
    }
  }
  return true;
}

/** All names of a certificate that name constraints speak about: RFC 5280 4.2.1.10. */
export function constrainedNames(
  certificate: Certificate509,
  isLeaf: boolean,
  options: NameConstraintOptions,
): GeneralName[] {
  const alternative = certificate.subjectAltNames ?? [];
  const names: GeneralName[] = [...alternative];
  const subject: DistinguishedName = certificate.subjectName;
  if (!names.some((n) => n.kind === 'email')) {
    for (const value of subject.values(OID.emailAddress)) names.push({ kind: 'email', value });
  }
  if (isLeaf && certificate.commonName !== undefined && countsAsName(certificate.commonName, alternative, options)) {
    names.push({ kind: 'dns', value: certificate.commonName });
  }
  if (!subject.isEmpty) names.push(directoryName(subject));
  return names;
}

function countsAsName(commonName: string, names: Names, options: NameConstraintOptions): boolean {
  if (names.some((n) => n.kind === 'dns')) return false;
  switch (options.commonName) {
    case 'plain':
      return !commonName.includes('*');
    case 'dotted':
      return !commonName.includes('*') && commonName.includes('.');
    case 'alone':
      return names.length === 0;
    default:
      return options.commonName;
  }
}

/**
 * Holds names against constraints. Returns what is violated, in words, or undefined.
 * A wildcard is excluded when any name it covers is, and permitted only when every name it covers is.
 */
export function nameConstraintFault(
  constraints: NameConstraints,
  names: Names,
  budget: Budget,
  options: NameConstraintOptions,
): string | undefined {
  const permitted = byKind(constraints.permitted);
  const excluded = byKind(constraints.excluded);
  for (const name of names) {
    const no = excluded.get(name.kind);
    const yes = permitted.get(name.kind);
    if (no === undefined && yes === undefined) continue;
    if (name.kind === 'other' || name.kind === 'x400' || name.kind === 'ediParty' || name.kind === 'registeredId') {
      return `a name of type ${name.kind} is constrained, and such names can't be compared`;
    }
    const subject = prepare(name, options);
    if (subject === undefined) return `name '${name.value}' is malformed and so can't be held against the constraints`;
    if (no !== undefined) {
      budget.spend('nameComparisons', no.length);
      const hit = no.find((base) => matches(subject, base, 'any', options));
      if (hit !== undefined) return `${name.kind} name '${name.value}' is excluded by '${shown(hit)}'`;
    }
    if (yes !== undefined) {
      budget.spend('nameComparisons', yes.length);
      if (!yes.some((base) => matches(subject, base, 'all', options))) {
        return `${name.kind} name '${name.value}' is outside the permitted names (${yes.slice(0, 5).map(shown).join(', ')})`;
      }
    }
  }
  return undefined;
}

function shown(base: GeneralName): string {
  return base.kind === 'directory' || base.kind !== 'ip' ? base.value : base.octets.toString('hex');
}

function byKind(bases: Names): Map<GeneralName['kind'], GeneralName[]> {
  const map = new Map<GeneralName['kind'], GeneralName[]>();
  for (const base of bases) {
    const list = map.get(base.kind);
    if (list === undefined) map.set(base.kind, [base]);
    else list.push(base);
  }
  return map;
}

/** A name made ready for comparison: folded case, the host of a URI; undefined when it is malformed. */
function prepare(name: GeneralName, options: NameConstraintOptions): GeneralName | undefined {
  switch (name.kind) {
    case 'dns': {
      const value = name.value.toLowerCase();
      if (options.asText === true) return { kind: 'dns', value };
      const fault = dnsSyntaxFault(value.startsWith('*.') ? value.slice(2) : value);
      return fault === undefined || fault === 'has an underscore' ? { kind: 'dns', value } : undefined;
    }
    case 'email':
      return isMailbox(name.value) ? name : undefined;
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16 ? name : undefined;
    case 'uri': {
      const host = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:[\]]+)(?::\d*)?(?:[/?#]|$)/.exec(name.value)?.[1];
      return host !== undefined && dnsSyntaxFault(host) === undefined
        ? { kind: 'uri', value: host.toLowerCase() }
        : undefined;
    }
    default:
      return name;
  }
}

function matches(
  name: GeneralName,
  base: GeneralName,
  reading: 'any' | 'all',
  options: NameConstraintOptions,
): boolean {
  switch (name.kind) {
    case 'dns':
      return base.kind === 'dns' && dnsMatches(name.value, base.value.toLowerCase(), reading, options);
    case 'email':
      return base.kind === 'email' && emailMatches(name.value, base.value);
    case 'ip':
      return base.kind === 'ip' && ipMatches(name.octets, base.octets);
    case 'uri':
      return base.kind === 'uri' && uriMatches(name.value, base.value.toLowerCase());
    case 'directory':
      return base.kind === 'directory' && name.name.isWithin(base.name);
    default:
      return false;
  }
}

function dnsMatches(name: string, base: string, reading: 'any' | 'all', options: NameConstraintOptions): boolean {
  if (base === '') return true;
  if (options.leadingDot && base.startsWith('.')) return name.endsWith(base);
  const isWildcard = name.startsWith('*.');
  const parent = isWildcard ? name.slice(2) : name;
  if (parent === base || parent.endsWith(`.${base}`)) return true;
  // `*.contoso.com` covers `mail.contoso.com`, so an exclusion of the latter touches it.
  return (
    isWildcard &&
    options.asText !== true &&
    reading === 'any' &&
    base.endsWith(`.${parent}`) &&
    !base.slice(0, -parent.length - 1).includes('.')
  );
}

function emailMatches(mailbox: string, base: string): boolean {
  if (base.includes('@')) return mailboxEquals(mailbox, base);
  const host = mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase();
  const wanted = base.toLowerCase();
  return wanted === '' || (wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted);
}

function uriMatches(host: string, base: string): boolean {
  return base === '' || (base.startsWith('.') ? host.endsWith(base) : host === base);
}

function ipMatches(address: Buffer, base: Buffer): boolean {
  const n = address.length;
  if (base.length !== n * 2) return false;
  for (let i = 0; i < n; i++) if (((address[i]! ^ base[i]!) & base[n + i]!) !== 0) return false;
  return true;
}
