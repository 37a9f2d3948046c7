import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, withCode } from '../refusals';

export const rootSiteCertificate = defineRule({
  id: 'root-site-certificate',
  ref: 'ECA219',
  title: 'A web site answers in front of Autodiscover with a certificate that clients ask about',
  level: Level.WARNING,
  source: 'KB2783881',
  section: 'Cause: another web server answers at the root of the mail domain',
  rationale:
    'Outlook looks for Autodiscover at https://<mail domain> before autodiscover.<mail domain>. Where the company web site answers there with a certificate that does not fit, people are asked at every start, however good the certificate of Exchange is.',
  remediation:
    'give the web site a certificate that names the mail domain and that clients trust, or let nothing answer there on port 443',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => {
    const asked = withCode(population, 'root-site-asks');
    if (asked)
      report.finding({
        message: `${population.population.name}: ${asked.outcome.message}`,
        fix: asked.outcome.fix,
        bindings: asked.bindings,
      });
    const open = withCode(population, 'root-site-unknown');
    if (open) report.unknown(`${population.population.name}: ${open.outcome.message}`);
  },
});
