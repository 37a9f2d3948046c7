import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const inspectorRefusesServer = defineRule({
  id: 'inspector-refuses-server',
  ref: 'ECA1018',
  title: 'TLS inspection refuses the certificate behind it',
  level: Level.ERROR,
  source: 'RFC5280',
  section: '6.1, path validation by the relying party',
  rationale:
    'An inspector is itself a client of what lies behind it. Where it does not accept that certificate, its clients get through to nothing.',
  remediation:
    'install the root of the servers on the inspector and name it in trusts, or exempt the host names from inspection',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(population, report, ['inspector-refuses-server'], ['inspector-trust-unknown']),
});
