import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const tlsVersionRefused = defineRule({
  id: 'tls-version-refused',
  ref: 'ECA1015',
  title: 'Clients and server have no TLS version in common',
  level: Level.ERROR,
  source: 'RFC8446',
  section: '4.2.1, supported versions',
  rationale:
    'From Exchange 2019 on setup leaves TLS 1.2 alone. Clients that know only older versions end the connection before they see a certificate.',
  remediation:
    'let the server or a publishing point in front of it speak a version of these clients, or update the clients',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['tls-version-refused'], ['tls-version-unknown']),
});
