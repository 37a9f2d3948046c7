import { Coverage, coverageOf, wildcardCovers } from '../../matrix';
import { BindingView } from '../../policy';

/** The wildcard of the certificate that stands for a host which it does not name exactly. */
export function mailWildcard({ binding, certificate }: BindingView): string | undefined {
  if (!certificate) return undefined;
  for (const host of [...binding.externalHosts, ...binding.internalHosts]) {
    const { value } = host;
    if (value === undefined || coverageOf(certificate.certificate, host) !== Coverage.WILDCARD) continue;
    const names = certificate.certificate.facts.dnsNames ?? [];
    return names.find((name) => name.value !== undefined && wildcardCovers(name.value, value))?.value;
  }
  return undefined;
}
