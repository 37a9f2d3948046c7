import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const nameRefusedByClients = defineRule({
  id: 'name-refused-by-clients',
  ref: 'ECA211',
  title: 'Clients do not connect to such a host name',
  level: Level.ERROR,
  source: 'RFC5280',
  section: '4.2.1.6: preferred name syntax',
  rationale: 'A host name has letters, digits and hyphens. Some clients check that before they look at anything else.',
  remediation: 'use a host name of letters, digits and hyphens',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['underscore-refused']),
});
