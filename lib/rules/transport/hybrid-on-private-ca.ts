import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const hybridOnPrivateCa = defineRule({
  id: 'hybrid-on-private-ca',
  ref: 'ECA809',
  title: 'A hybrid deployment stands on a certificate that Exchange Online does not trust',
  level: Level.ERROR,
  source: 'HYB',
  section: 'Certificate requirements for hybrid deployments',
  rationale:
    'Exchange Online trusts public CAs alone: with a self-signed certificate or one of an internal CA mail flow and free/busy between the two do not work.',
  remediation: 'use a purchased certificate for the servers that carry the hybrid deployment',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.hybrids.length > 0,
  check: (estate, report) => {
    for (const hybrid of estate.estate.hybrids) {
      for (const id of hybrid.certificates) {
        const view = estate.certificate(id);
        if (view?.certificate.facts.selfSigned === true && view.anchors.length === 0) {
          report.finding({
            message: `the hybrid deployment of ${hybrid.primaryDomain} uses the self-signed certificate ${view.certificate.facts.commonName ?? id}`,
            discriminator: id,
            path: hybrid.id,
            location: hybrid.location,
          });
        } else if (!view || view.anchors.length === 0)
          report.unknown(`the root of the hybrid certificate ${id} is not known`);
        else if (!view.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL)) {
          report.finding({
            message: `the hybrid deployment of ${hybrid.primaryDomain} uses ${view.certificate.facts.commonName ?? id}, which leads to ${view.anchors[0].name}`,
            discriminator: id,
            path: hybrid.id,
            location: hybrid.location,
          });
        }
      }
    }
  },
});
