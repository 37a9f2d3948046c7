import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, tellRefusals } from '../refusals';

export const lifetimeRefusedByClients = defineRule({
  id: 'lifetime-refused-by-clients',
  ref: 'ECA305',
  title: 'Clients refuse a certificate that lives so long',
  level: Level.ERROR,
  source: 'APPLE:103769',
  section: 'validity of certificates issued after 2019-07-01',
  rationale: 'Apple platforms refuse a server certificate of more than 825 days, also from a CA of your own.',
  remediation: 'issue the certificate for a shorter time',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => tellRefusals(population, report, ['lifetime-refused'], ['lifetime-limit-unknown']),
});
