import { platformFacts } from '../../clients';
import { ConditionKind, defineRule, IRuleReport, Level, PopulationView, reasonsOf, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

const HOURS_A_DAY = 24;

export const lifetimeRefusedByClients = defineRule({
  id: 'lifetime-refused-by-clients',
  ref: 'ECA305',
  title: 'Clients refuse a certificate that lives so long',
  level: Level.ERROR,
  source: 'APPLE:103769',
  section: 'validity of certificates issued after 2019-07-01',
  rationale: 'Apple platforms refuse a server certificate of more than 825 days, also from a CA of your own.',
  remediation: 'issue the certificate for a shorter time',
  askable: true,
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => {
    reportRefusals(population, report, ['lifetime-refused'], ['lifetime-limit-unknown']);
    ask(population, report);
  },
});

/** Where a variable decides the lifetime, Terraform can compare it before it issues anything. */
function ask(view: PopulationView, report: IRuleReport): void {
  const { population } = view;
  const platform = platformFacts(population.platform);
  const days = platform?.maximumLifetimeDays;
  if (platform === undefined || days === undefined) return;
  const asked = new Set<string>();
  for (const group of view.groups) {
    if (!reasonsOf(group.outcome).some(({ code }) => code === 'lifetime-limit-unknown')) continue;
    for (const binding of group.bindings) {
      const met = group.met(binding)[0];
      const expression = met === binding.certificate ? met?.certificate.validityHoursExpression : undefined;
      if (expression === undefined || asked.has(binding.server.id)) continue;
      asked.add(binding.server.id);
      report.unknown(
        `how long the certificate of ${binding.server.server.name} lives is known only to Terraform (${expression})`,
        {
          kind: ConditionKind.AT_MOST,
          expression,
          // The last second is inside (RFC 5280 4.1.2.5): without a grace a whole count of days at the limit is one second too long.
          limit: days * HOURS_A_DAY - ((platform.lifetimeGraceSeconds ?? 0) > 0 ? 0 : 1),
          message: `${platform.label} (${population.name}) refuses certificates that live longer than ${days} days; issue the certificate for a shorter time`,
        },
        binding.server.id,
      );
    }
  }
}
