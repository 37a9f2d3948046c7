import { CertificateState, LONGEST_COMMON_NAME } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const commonNameTooLong = defineRule({
  id: 'common-name-too-long',
  ref: 'ECA203',
  title: 'The main host name is too long for a common name',
  level: Level.WARNING,
  source: 'RFC5280',
  section: 'Appendix A.1, ub-common-name; X.520',
  rationale:
    'A common name has at most 64 characters. The name is still certified as a subject alternative name, but Outlook Anywhere checks the principal name against the subject on old Windows.',
  remediation:
    'choose a shorter name as externalHostName; the certificate takes the first name that fits as its common name',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.state === CertificateState.DECLARED,
  check: ({ certificate }, report) => {
    const first = certificate.facts.dnsNames?.[0]?.value;
    if (first === undefined || first.length <= LONGEST_COMMON_NAME) return;
    const taken =
      certificate.facts.commonName === undefined
        ? 'the subject is left empty'
        : `${certificate.facts.commonName} is taken instead`;
    report.finding({
      message: `${first} has ${first.length} characters, and a common name has at most ${LONGEST_COMMON_NAME}: ${taken}`,
    });
  },
});
