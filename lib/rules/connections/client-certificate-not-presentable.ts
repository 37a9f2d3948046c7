import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const clientCertificateNotPresentable = defineRule({
  id: 'client-certificate-not-presentable',
  ref: 'ECA1012',
  title: 'A client certificate is required of clients that cannot present one',
  level: Level.ERROR,
  source: 'CBA16',
  section: 'Require client certificates',
  rationale:
    'Some programs have no way to present a client certificate for a protocol. Where a server or a publishing point requires one, they never connect.',
  remediation:
    'do not require client certificates for the protocols of these clients, or let them sign in by another method',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['client-certificate-not-presentable']),
});
