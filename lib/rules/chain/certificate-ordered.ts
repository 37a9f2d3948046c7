import { CertificateSourceKind, CertificateState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const certificateOrdered = defineRule({
  id: 'certificate-ordered',
  ref: 'ECA503',
  title: 'A purchased certificate is not there yet',
  level: Level.NOTE,
  source: 'SEED',
  section: 'Trusted Third-Party Certificates',
  rationale:
    'Between order and delivery nothing can be said of the certificate; the deploy makes the request, and the server keeps what it presents now.',
  remediation:
    'send the request from the outputs to the vendor, and put the delivered certificate where certificateFile says',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.source === CertificateSourceKind.PURCHASED,
  check: ({ certificate }, report) => {
    if (certificate.state !== CertificateState.ORDERED) return;
    report.finding({
      message: `the certificate${certificate.origin === undefined ? '' : ` from ${certificate.origin}`} is ordered and not there yet: what clients will say of it is unknown`,
    });
  },
});
