import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const stapleMissing = defineRule({
  id: 'staple-missing',
  ref: 'ECA1016',
  title: 'A certificate demands a stapled OCSP response, and none is sent',
  level: Level.ERROR,
  source: 'RFC7633; page:blog.mozilla.org',
  section: '4.2.3.1; Firefox 45',
  rationale:
    'A certificate with the extension TLS Feature asks clients to refuse it without a stapled OCSP response. Firefox does, and lets nobody go on; others go on.',
  remediation: 'staple OCSP responses where TLS ends, or use a certificate without the extension',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) => reportRefusals(population, report, ['staple-missing'], ['staple-unknown']),
});
