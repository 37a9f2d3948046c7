import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const clientCertificateLost = defineRule({
  id: 'client-certificate-lost',
  ref: 'ECA1011',
  title: 'A required client certificate does not get to the server',
  level: Level.ERROR,
  source: 'CBA16',
  section: 'Require client certificates',
  rationale:
    'A client proves that it holds the key of its certificate within one TLS connection. Where a publishing point or an inspector ends that connection, the server behind it sees no client certificate and turns the client away.',
  remediation:
    'pass TLS through; or require the certificate at the publishing point, which signs in by Kerberos constrained delegation, and not at the server',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['client-certificate-lost']),
});
