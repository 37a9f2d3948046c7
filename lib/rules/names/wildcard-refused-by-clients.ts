import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const wildcardRefusedByClients = defineRule({
  id: 'wildcard-refused-by-clients',
  ref: 'ECA204',
  title: 'Clients do not accept the wildcard that covers their server',
  level: Level.ERROR,
  source: 'page:blogs.msdn.windowsmobile; page:digicert.com',
  section: 'wildcard names on Windows Mobile 5.0',
  rationale:
    'Not every client takes a wildcard for the name that it connects to: Windows Mobile 5.0 refuses it, and the phone does not synchronize.',
  remediation: 'put the exact host name into the certificate beside the wildcard, or replace these clients',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['wildcard-refused'], ['wildcard-unknown']),
});
