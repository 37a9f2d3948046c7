import { CertificateSourceKind, CertificateState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const certificateOrdered = defineRule({
  id: 'certificate-ordered',
  ref: 'ECA503',
  title: 'A certificate is ordered and not there yet',
  level: Level.NOTE,
  source: 'SEED',
  section: 'Trusted Third-Party Certificates; Windows Public Key Infrastructure Certificates',
  rationale:
    'Between order and delivery nothing is known of the certificate; the deploy makes the request, and the server keeps what it presents now.',
  remediation:
    'give the request to the vendor or the CA, and put the certificate that comes back where certificateFile says',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.source !== CertificateSourceKind.SELF_SIGNED,
  check: ({ certificate }, report) => {
    if (certificate.state !== CertificateState.ORDERED) return;
    report.finding({
      message: `the certificate${certificate.origin === undefined ? '' : ` from ${certificate.origin}`} is ordered and not there yet: what clients will say of it is unknown`,
    });
  },
});
