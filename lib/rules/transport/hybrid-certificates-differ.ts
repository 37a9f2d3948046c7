import { defineRule, Level, SubjectKind } from '../../policy';

export const hybridCertificatesDiffer = defineRule({
  id: 'hybrid-certificates-differ',
  ref: 'ECA811',
  title: 'The servers of a hybrid deployment use different certificates',
  level: Level.ERROR,
  source: 'HYB',
  section: 'Certificate requirements for hybrid deployments: one certificate for the forest',
  rationale:
    "Exchange Online recognizes the organization by issuer and subject of one certificate, and Edge servers must present the same. With two of them part of the mail is taken for a stranger's.",
  remediation:
    'install one certificate on all servers that carry the hybrid deployment, Edge included (SharedCertificate)',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.hybrids.some(({ certificates }) => certificates.length > 1),
  check: (estate, report) => {
    for (const hybrid of estate.estate.hybrids) {
      if (hybrid.certificates.length < 2) continue;
      const names = new Set<string>();
      let untold = false;
      for (const id of hybrid.certificates) {
        const facts = estate.certificate(id)?.certificate.facts;
        if (facts?.issuer === undefined || facts.subject === undefined) untold = true;
        else names.add(`${facts.subject} of ${facts.issuer}`);
      }
      if (names.size > 1) {
        report.finding({
          message: `the hybrid deployment of ${hybrid.primaryDomain} uses ${[...names].join(' and ')}; issuer and subject must be the same`,
          discriminator: hybrid.id,
          path: hybrid.id,
          location: hybrid.location,
        });
      } else if (untold)
        report.unknown(
          `issuer or subject of a certificate of the hybrid deployment of ${hybrid.primaryDomain} is not known yet`,
        );
    }
  },
});
