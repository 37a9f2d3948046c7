import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals, withCode } from '../refusals';
import { counted } from '../words';

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
  check: (population, report) => {
    const refused = withCode(population, 'principal-name-refused');
    const wildcard = withCode(population, 'wildcard-principal-refused');
    if (!refused || !wildcard) {
      reportRefusals(population, report, ['principal-name-refused'], ['principal-name-unknown']);
      return;
    }
    const bindings = [...new Set([...refused.bindings, ...wildcard.bindings])];
    report.finding({
      message: `${population.population.name} cannot connect to ${counted(bindings.length, 'binding')}: ${refused.outcome.message}; elsewhere ${wildcard.outcome.message}`,
      fix: 'the principal name is one setting for the organization: give every server of Outlook Anywhere a certificate with one common name, and set that (Set-OutlookProvider EXPR -CertPrincipalName)',
      bindings,
    });
  },
});
