import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const hashRefusedByClients = defineRule({
  id: 'hash-refused-by-clients',
  ref: 'ECA403',
  title: 'Clients cannot check, or refuse, the signatures of a chain',
  level: Level.ERROR,
  source: 'APPLE:103769; page:frankysweb.de; page:support.globalsign.com; page:pkisolutions.com',
  section: 'signature hashes',
  rationale:
    'Modern platforms refuse SHA-1; old ones cannot check SHA-2, and Windows Mobile 6 fails on SHA-512 anywhere in the chain (0x80072F0D) even when the root is installed. RSASSA-PSS, which AD CS makes with AlternateSignatureAlgorithm, begins with Vista.',
  remediation: 'have the whole chain signed with a hash that all of these clients take; SHA-256 suits most',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(
      population,
      report,
      ['weak-hash-refused', 'sha512-refused', 'sha2-refused', 'pss-refused'],
      ['sha512-unknown', 'sha2-unknown', 'weak-hash-unknown', 'pss-unknown'],
    ),
});
