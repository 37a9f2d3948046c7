import { CertificateSourceKind, bareCertificate } from '../model';
import { Coverage, coverageOf, presentedNameMatches } from '../names';
import { ExportedCertificate } from '../exports/facts/certificates';
import { knowsNames } from './certificate-roles';

/** Whether a certificate has a host name. Undefined: its names are not all known, or the host is none. */
export function covers(certificate: ExportedCertificate, host: string): boolean | undefined {
  const found = coverageOf(
    bareCertificate({ id: '', source: CertificateSourceKind.PURCHASED, facts: certificate.facts }),
    { value: host.toLowerCase() },
  );
  if (found === Coverage.EXACT || found === Coverage.WILDCARD) return true;
  if (certificate.namesShown.some((name) => presentedNameMatches(name, host))) return true;
  return knowsNames(certificate) ? false : undefined;
}

/** Host of a URL, lower case. Undefined: it has none, or the export masks it. */
export function hostOf(url: string | null | undefined): string | undefined {
  const match = /^https?:\/\/(\[[^\]]+\]|[^/:\s]+)/i.exec(url ?? '');
  return match ? plainHost(match[1]!) : undefined;
}

/** A host name, lower case. Undefined: it is none, such as a placeholder. */
export function plainHost(text: string | null | undefined): string | undefined {
  const host = (text ?? '').trim().toLowerCase();
  return /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(
    host,
  )
    ? host
    : undefined;
}
