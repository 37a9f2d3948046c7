import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals, withCode } from '../refusals';

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
  check: (population, report) => {
    // It is one setting for the organization: where another binding wants another value, principal-name-refused speaks for both.
    const refused = withCode(population, 'principal-name-refused') ? [] : (['wildcard-principal-refused'] as const);
    reportRefusals(population, report, refused, ['wildcard-principal-unknown']);
  },
});
