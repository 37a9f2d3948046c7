import { Certificate, HostName } from '../model';
import { ipVersion } from './ip-address';
import { isPublicSuffix } from './public-name';

/** How a certificate answers for one host name. */
export enum Coverage {
  /** A subject alternative name equals it. */
  EXACT = 'exact',
  /** Only a wildcard covers it. */
  WILDCARD = 'wildcard',
  /** Only a wildcard over a whole public suffix covers it: `*.com`. */
  PUBLIC_SUFFIX_WILDCARD = 'public-suffix-wildcard',
  /** Only a wildcard for a part of a label covers it: `ma*.contoso.com`. */
  PARTIAL_WILDCARD = 'partial-wildcard',
  /** Only a wildcard that is not the first label covers it: `mail.*.com`. */
  INNER_WILDCARD = 'inner-wildcard',
  /** Only a name that ends in a dot, as in the files of a DNS zone, says it: `mail.contoso.com.` */
  TRAILING_DOT = 'trailing-dot',
  /** Only the subject's common name says it, and there are no alternative names. */
  COMMON_NAME = 'common-name',
  /** Only the subject's common name says it, and the alternative names are IP addresses. */
  COMMON_NAME_BESIDE_ADDRESS = 'common-name-beside-address',
  /** It is an IP address, which only the subject's common name says. */
  ADDRESS_IN_COMMON_NAME = 'address-in-common-name',
  NONE = 'none',
  /** The host name, or the certificate's names, are not known. */
  UNKNOWN = 'unknown',
}

/** Whether every current client finds the host name in the certificate. */
export function isCovered(coverage: Coverage): boolean {
  return coverage === Coverage.EXACT || coverage === Coverage.WILDCARD;
}

/** Whether a wildcard name covers a host name: exactly one label in the place of the asterisk (RFC 9525 6.3). Both in lower case. */
export function wildcardCovers(wildcard: string, host: string): boolean {
  if (!wildcard.startsWith('*.') || wildcard.length < 3 || wildcard.includes('*', 1)) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot + 1) === wildcard.slice(2);
}

/** Whether a name that a certificate presents, host name or wildcard name, stands for a host name (RFC 9525 6.3); any case. */
export function presentedNameMatches(presented: string, host: string): boolean {
  const wanted = presented.toLowerCase();
  const name = host.toLowerCase();
  return wanted.includes('*') ? wildcardCovers(wanted, name) : wanted === name;
}

/** The wildcard of a certificate that covers the first host which no name of it equals; undefined where there is none. */
export function coveringWildcard(certificate: Certificate, hosts: readonly HostName[]): string | undefined {
  for (const host of hosts) {
    const { value } = host;
    if (value === undefined || coverageOf(certificate, host) !== Coverage.WILDCARD) continue;
    const names = certificate.facts.dnsNames ?? [];
    return names.find((name) => name.value !== undefined && wildcardCovers(name.value, value))?.value;
  }
  return undefined;
}

/** How the certificate's names answer for the host name. */
export function coverageOf(certificate: Certificate, host: HostName): Coverage {
  const names = certificate.facts.dnsNames;
  // The same Terraform expression on both sides is the same name, whatever its value will be.
  if (host.value === undefined) {
    return names?.some((name) => name.expression !== undefined && name.expression === host.expression)
      ? Coverage.EXACT
      : Coverage.UNKNOWN;
  }
  const value = host.value;
  if (ipVersion(value) !== 0) return coverageOfAddress(certificate, value);
  if (names?.some((name) => name.value === value)) return Coverage.EXACT;
  const patterns = (names ?? []).flatMap((name) => name.value ?? []);
  const wildcard = patterns.find((pattern) => wildcardCovers(pattern, value));
  if (wildcard !== undefined) {
    return isPublicSuffix(wildcard.slice(2)) ? Coverage.PUBLIC_SUFFIX_WILDCARD : Coverage.WILDCARD;
  }
  if (names === undefined || names.some((name) => name.value === undefined)) return Coverage.UNKNOWN;
  if (names.length > 0) return oddName(patterns, value);
  const commonName = certificate.facts.commonName?.toLowerCase();
  if (commonName === undefined || (commonName !== value && !wildcardCovers(commonName, value))) return Coverage.NONE;
  // Where there are alternative names, the common name does not count (RFC 6125 6.4.4).
  const hasAddresses = (certificate.facts.ipAddresses?.length ?? 0) > 0;
  return hasAddresses ? Coverage.COMMON_NAME_BESIDE_ADDRESS : Coverage.COMMON_NAME;
}

/** An IP address is covered by an address alone, never by a DNS name that looks like it (RFC 9525 6.5). */
function coverageOfAddress({ facts }: Certificate, address: string): Coverage {
  if (facts.ipAddresses?.includes(address)) return Coverage.EXACT;
  if (facts.ipAddresses === undefined) return Coverage.UNKNOWN;
  const alone = facts.ipAddresses.length === 0 && facts.dnsNames?.length === 0;
  return alone && facts.commonName === address ? Coverage.ADDRESS_IN_COMMON_NAME : Coverage.NONE;
}

/** Forms that the standards no longer have and some clients still take. */
function oddName(patterns: readonly string[], host: string): Coverage {
  if (patterns.includes(`${host}.`)) return Coverage.TRAILING_DOT;
  if (patterns.some((pattern) => partialWildcardCovers(pattern, host))) return Coverage.PARTIAL_WILDCARD;
  return patterns.some((pattern) => innerWildcardCovers(pattern, host)) ? Coverage.INNER_WILDCARD : Coverage.NONE;
}

/** `ma*.contoso.com` for mail.contoso.com: an asterisk within the first label. */
function partialWildcardCovers(pattern: string, host: string): boolean {
  const [first, ...rest] = pattern.split('.');
  const [label, ...domain] = host.split('.');
  const parts = first.split('*');
  if (parts.length !== 2 || first === '*' || rest.join('.') !== domain.join('.')) return false;
  return label.length >= first.length && label.startsWith(parts[0]) && label.endsWith(parts[1]);
}

/** `mail.*.com` for mail.contoso.com: an asterisk as a whole label that is not the first. */
function innerWildcardCovers(pattern: string, host: string): boolean {
  const wanted = pattern.split('.');
  const labels = host.split('.');
  if (!wanted.slice(1).includes('*') || wanted.length !== labels.length) return false;
  return wanted.every((label, i) => (i > 0 && label === '*') || label === labels[i]);
}
