import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const usageRefusedByClients = defineRule({
  id: 'usage-refused-by-clients',
  ref: 'ECA709',
  title: 'The usages in a certificate do not suit the clients',
  level: Level.ERROR,
  source: 'APPLE:103769; RFC5280',
  section: 'extended key usage serverAuth; 4.2.1.3',
  rationale:
    'A certificate whose usages do not allow server authentication is refused: by Apple platforms where serverAuth is not there in so many words, by all where the key usage rules TLS out.',
  remediation:
    'issue the certificate with the extended key usage serverAuth and the key usages digitalSignature and keyEncipherment',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(population, report, [
      'server-auth-missing',
      'any-use-refused',
      'self-signed-ca-with-use',
      'key-usage-not-tls',
    ]),
});
