import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const wildcardPrincipalRefused = defineRule({
  id: 'wildcard-principal-refused',
  ref: 'ECA205',
  title: 'Outlook Anywhere on old Windows does not expect the wildcard',
  level: Level.WARNING,
  source: 'TN:cc535023',
  section: 'Outlook provider, certificate principal name',
  rationale:
    'Before Vista SP1 Outlook Anywhere compares the principal name letter by letter: with a wildcard it asks for the password again and again.',
  remediation:
    'run Set-OutlookProvider EXPR -CertPrincipalName with the wildcard behind msstd:, and say so at the binding (certificatePrincipalName)',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(population, report, ['wildcard-principal-refused'], ['wildcard-principal-unknown']),
});
