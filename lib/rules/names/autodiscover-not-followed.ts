import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals, withCode } from '../refusals';

export const autodiscoverNotFollowed = defineRule({
  id: 'autodiscover-not-followed',
  ref: 'ECA218',
  title: 'Clients do not follow the way to Autodiscover, or ask before they do',
  level: Level.WARNING,
  source: 'AUTOD16',
  section: 'How Outlook looks for Autodiscover',
  rationale:
    'A redirect or an SRV record saves a name on the certificate. Which programs follow it differs, and Outlook asks once whether to.',
  remediation:
    'serve autodiscover.<mail domain> with a certificate that names it, or configure the clients that do not follow by hand',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => {
    reportRefusals(population, report, ['autodiscover-not-followed'], ['autodiscover-way-unknown']);
    const asked = withCode(population, 'autodiscover-asks-once');
    if (asked)
      report.finding({
        message: `${population.population.name}: ${asked.outcome.message}`,
        fix: asked.outcome.fix,
        discriminator: 'asks-once',
        bindings: asked.bindings,
      });
  },
});
