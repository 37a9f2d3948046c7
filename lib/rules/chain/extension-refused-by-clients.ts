import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const extensionRefusedByClients = defineRule({
  id: 'extension-refused-by-clients',
  ref: 'ECA507',
  title: 'Clients end the handshake over an extension of the certificate',
  level: Level.ERROR,
  source: 'page:konab.com; page:mobilitydojo.net',
  section: 'Certificate Policies extension',
  rationale: 'The Nokia E7 ends the handshake when the certificate carries a Certificate Policies extension.',
  remediation: 'use a certificate without that extension for these clients, or replace the clients',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['policies-refused']),
});
