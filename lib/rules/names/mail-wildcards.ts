import { Coverage, coverageOf, wildcardCovers } from '../../matrix';
import { CertificateRole } from '../../model';
import { BindingView } from '../../policy';

/** Whether POP3 or IMAP4 presents a certificate that names one of its hosts by a wildcard alone. */
export function isMailBehindWildcard(view: BindingView): boolean {
  const { role } = view.binding;
  return (role === CertificateRole.POP || role === CertificateRole.IMAP) && mailWildcards(view).length > 0;
}

/** Wildcards of the certificate that stand for hosts which it does not name exactly. */
export function mailWildcards({ binding, certificate }: BindingView): string[] {
  if (!certificate) return [];
  const names = certificate.certificate.facts.dnsNames ?? [];
  const found = new Set<string>();
  for (const host of [...binding.externalHosts, ...binding.internalHosts]) {
    if (host.value === undefined || coverageOf(certificate.certificate, host) !== Coverage.WILDCARD) continue;
    for (const { value } of names) if (value !== undefined && wildcardCovers(value, host.value)) found.add(value);
  }
  return [...found];
}
