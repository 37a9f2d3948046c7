import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const clientCertificateWanted = defineRule({
  id: 'client-certificate-wanted',
  ref: 'ECA705',
  title: 'A server wants client certificates that clients do not have',
  level: Level.ERROR,
  source: 'CBA16',
  section: 'Require client certificates',
  rationale:
    'Where the virtual directory requires client certificates, a client without one is turned away (0x80072F0C).',
  remediation: 'enrol these clients with certificates for client authentication, or do not require them here',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['client-certificate-wanted']),
});
