import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const bridgeRefusesServer = defineRule({
  id: 'bridge-refuses-server',
  ref: 'ECA1020',
  title: 'A bridge refuses the certificate of the next hop',
  level: Level.ERROR,
  source: 'RFC5280',
  section: '6.1, path validation by the relying party',
  rationale:
    'A publishing point that bridges and verifies looks at dates, revocation and path of the next certificate, as every client does. Where it refuses, nobody behind it gets through.',
  remediation: 'replace the certificate of the servers, or correct its chain as the message says',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['bridge-refuses-server']),
});
