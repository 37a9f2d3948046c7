import { Certificate, HostName } from '../model';

/** How a certificate answers for one host name. */
export enum Coverage {
  /** A subject alternative name equals it. */
  EXACT = 'exact',
  /** Only a wildcard covers it. */
  WILDCARD = 'wildcard',
  /** Only the subject's common name says it. */
  COMMON_NAME = 'common-name',
  NONE = 'none',
  /** The host name, or the certificate's names, are not known. */
  UNKNOWN = 'unknown',
}

/** Whether a wildcard pattern covers a host name: exactly one label in the place of the asterisk (RFC 9525 6.3). */
export function wildcardCovers(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot + 1) === pattern.slice(2);
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
  if (names?.some((name) => name.value === value) || certificate.facts.ipAddresses?.includes(value))
    return Coverage.EXACT;
  if (names?.some((name) => name.value !== undefined && wildcardCovers(name.value, value))) return Coverage.WILDCARD;
  if (names === undefined || names.some((name) => name.value === undefined)) return Coverage.UNKNOWN;
  const commonName = certificate.facts.commonName?.toLowerCase();
  if (commonName !== undefined && (commonName === value || wildcardCovers(commonName, value)))
    return Coverage.COMMON_NAME;
  return Coverage.NONE;
}
