import { RevocationStatus } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const certificateRevoked = defineRule({
  id: 'certificate-revoked',
  ref: 'ECA501',
  title: 'A certificate is revoked',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates',
  rationale: 'A revoked certificate is not valid: clients that look refuse it (0x80072F8A).',
  remediation: 'replace the certificate',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: () => true,
  check: ({ certificate }, report) => {
    if (certificate.revocation === RevocationStatus.REVOKED)
      report.finding({ message: `the certificate ${certificate.facts.subject ?? certificate.id} is revoked` });
  },
});
