import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const sniRequired = defineRule({
  id: 'sni-required',
  ref: 'ECA1014',
  title: 'Clients that do not send the host name meet no certificate',
  level: Level.ERROR,
  source: 'RFC6066',
  section: '3 (server name indication)',
  rationale:
    'A publishing point or a web site that chooses its certificate by the host name of the TLS handshake has none for clients that do not send it. Old systems do not.',
  remediation:
    'give the point or the site a certificate for clients without SNI, or let these clients meet one that needs none',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['sni-required'], ['sni-unknown']),
});
