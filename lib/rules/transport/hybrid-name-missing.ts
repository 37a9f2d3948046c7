import { Coverage, coverageOf } from '../../names';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

export const hybridNameMissing = defineRule({
  id: 'hybrid-name-missing',
  ref: 'ECA810',
  title: 'A hybrid certificate lacks a name that Exchange Online looks for',
  level: Level.ERROR,
  source: 'HYB',
  section: 'Certificate requirements for hybrid deployments',
  rationale:
    'Exchange Online reaches Autodiscover and the transport servers under their public names, Edge included, and checks the certificate for them.',
  remediation: 'put autodiscover.<domain> and the names of the transport servers into the certificate',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.hybrids.some(({ certificates }) => certificates.length > 0),
  check: (estate, report) => {
    for (const hybrid of estate.estate.hybrids) {
      const views = hybrid.certificates.flatMap((id) => estate.certificate(id) ?? []);
      if (views.length === 0) continue;
      const missing: string[] = [];
      let untold = false;
      for (const host of [{ value: `autodiscover.${hybrid.primaryDomain}` }, ...hybrid.transportHosts]) {
        const covers = views.map(({ certificate }) => coverageOf(certificate, host));
        if (covers.some((coverage) => coverage === Coverage.EXACT || coverage === Coverage.WILDCARD)) continue;
        if (covers.includes(Coverage.UNKNOWN)) untold = true;
        else if (host.value !== undefined) missing.push(host.value);
      }
      if (missing.length > 0) {
        report.finding({
          message: `no certificate of the hybrid deployment of ${hybrid.primaryDomain} names ${listed(missing)}`,
          discriminator: hybrid.id,
          path: hybrid.id,
          location: hybrid.location,
        });
      } else if (untold)
        report.unknown(`names of the hybrid deployment of ${hybrid.primaryDomain} are known only to Terraform`);
    }
  },
});
