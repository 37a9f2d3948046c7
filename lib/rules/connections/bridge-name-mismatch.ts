import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const bridgeNameMismatch = defineRule({
  id: 'bridge-name-mismatch',
  ref: 'ECA1017',
  title: 'A bridge asks a server for a name that its certificate lacks',
  level: Level.ERROR,
  source: 'RFC9525',
  section: '6',
  rationale:
    'A publishing point that bridges compares the name that it asks for with the certificate of the next hop, as every client does. Where the certificate lacks the name (0x80090322), nobody behind the bridge gets through.',
  remediation:
    'give the point the name that the certificate of the server has (serverName), add the name to that certificate, or let the point not check names (nameCheck)',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['bridge-name-mismatch'], ['bridge-name-unknown']),
});
