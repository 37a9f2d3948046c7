import { ClientManagement, TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const rootPublicationUnstated = defineRule({
  id: 'root-publication-unstated',
  ref: 'ECA112',
  title: 'Nobody says whether the directory gives a root to domain computers',
  level: Level.NOTE,
  source: 'page:techgenix.com; page:cloudingenium.com',
  section: 'Trusted roots by group policy',
  rationale:
    'Domain-joined computers get a private root from group policy or from an enterprise CA. The matrix takes it that somebody publishes it; where nobody does, these clients are asked or do not connect.',
  remediation: 'say it at the CA (publishedInDirectory), and publish the root with the commands that the deploy leaves',
  subject: SubjectKind.REACH,
  applies: ({ anchor, population }) =>
    anchor.kind === TrustAnchorKind.PRIVATE && population.population.management === ClientManagement.DOMAIN_JOINED,
  check: ({ anchor, population }, report) => {
    if (anchor.publishedInDirectory !== undefined) return;
    report.finding({
      message: `whether ${anchor.name} is published in the directory is not stated; ${population.population.name} depends on it`,
    });
  },
});
