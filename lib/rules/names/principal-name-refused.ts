import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const principalNameRefused = defineRule({
  id: 'principal-name-refused',
  ref: 'ECA212',
  title: 'Outlook Anywhere does not find the principal name in the certificate',
  level: Level.ERROR,
  source: 'PS:Set-OutlookProvider',
  section: 'CertPrincipalName of the provider EXPR',
  rationale:
    'Outlook Anywhere connects only where the certificate has the principal name that Autodiscover hands out, and asks for the password again and again elsewhere. Windows XP looks for it in the common name alone.',
  remediation:
    'have the certificate issued with that name first, so that it is the common name too, or set a name that every certificate of Outlook Anywhere has: Set-OutlookProvider EXPR -CertPrincipalName',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(population, report, ['principal-name-refused'], ['principal-name-unknown']),
});
