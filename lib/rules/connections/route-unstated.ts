import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, withCode } from '../refusals';

export const routeUnstated = defineRule({
  id: 'route-unstated',
  ref: 'ECA1019',
  title: 'Two ways are possible, and it matters which one clients take',
  level: Level.NOTE,
  source: 'MODEL',
  section: 'unknown is never a pass',
  rationale:
    'Where clients can come by several ways, and the declaration does not say which, every way is judged. Where they come to the same, nothing needs to be said; else the cell is unknown.',
  remediation: 'state splitDns of the organization, or give the publishing points hostNames, protocols and sides',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (view, report) => {
    const found = withCode(view, 'route-unknown');
    if (!found) return;
    report.finding({ message: `${view.population.name}: ${found.outcome.message}`, bindings: found.bindings });
  },
});
