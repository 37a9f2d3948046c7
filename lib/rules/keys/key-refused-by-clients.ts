import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const keyRefusedByClients = defineRule({
  id: 'key-refused-by-clients',
  ref: 'ECA402',
  title: 'Clients cannot use the key of a certificate',
  level: Level.ERROR,
  source: 'APPLE:103769; page:community.digicert.com',
  section: 'key sizes; ECDSA support',
  rationale: 'A key that is too short, or of a kind that the platform does not know, ends the handshake.',
  remediation: 'use an RSA key of 2048 bits or more',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(
      population,
      report,
      ['key-too-short', 'key-type-refused', 'client-without-ecdsa'],
      ['client-ecdsa-unknown', 'key-size-unknown'],
    ),
});
