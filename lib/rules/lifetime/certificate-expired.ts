import { endOfValidity } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { clockDoubt } from '../observed/clock-differs';

export const certificateExpired = defineRule({
  id: 'certificate-expired',
  ref: 'ECA302',
  title: 'A certificate has expired',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates',
  rationale: 'A certificate whose validity period has expired is not valid: clients refuse it (0x80072F05).',
  remediation: 'renew the certificate and declare the new one',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.facts.notAfter !== undefined,
  check: ({ certificate }, report, estate) => {
    const end = endOfValidity(certificate.facts.notAfter as string);
    const hasExpired = (moment: number): boolean => moment >= end;
    if (!hasExpired(estate.now.getTime())) return;
    report.finding({
      message: `the certificate ${certificate.facts.subject ?? certificate.id} expired on ${certificate.facts.notAfter}${clockDoubt(estate, hasExpired)}`,
    });
  },
});
