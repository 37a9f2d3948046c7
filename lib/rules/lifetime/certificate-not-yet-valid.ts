import { defineRule, Level, SubjectKind } from '../../policy';
import { clockDoubt } from '../observed/clock-differs';

export const certificateNotYetValid = defineRule({
  id: 'certificate-not-yet-valid',
  ref: 'ECA303',
  title: 'A certificate is not valid yet',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates',
  rationale: 'Before its validity period begins a certificate is not valid: clients refuse it (0x80072F05).',
  remediation: 'deploy it when it is valid, or correct the clock of whoever issued it',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.facts.notBefore !== undefined,
  check: ({ certificate }, report, estate) => {
    const begin = Date.parse(certificate.facts.notBefore as string);
    const isTooEarly = (moment: number): boolean => moment < begin;
    if (!isTooEarly(estate.now.getTime())) return;
    report.finding({
      message: `the certificate ${certificate.facts.subject ?? certificate.id} is valid only from ${certificate.facts.notBefore}${clockDoubt(estate, isTooEarly)}`,
    });
  },
});
