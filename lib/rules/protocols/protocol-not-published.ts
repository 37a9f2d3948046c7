import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const protocolNotPublished = defineRule({
  id: 'protocol-not-published',
  ref: 'ECA711',
  title: 'Clients outside use a protocol that is not published',
  level: Level.ERROR,
  source: 'AUTOD16',
  section: 'clients outside',
  rationale: 'A binding without an external host name has no address that a client outside could connect to.',
  remediation:
    'give the server an externalHostName or the binding one of its own, or take the protocol off these clients',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['not-published']),
});
