import { CertificateSourceKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const selfSignedWithoutLifecycle = defineRule({
  id: 'self-signed-without-lifecycle',
  ref: 'ECA301',
  title: 'A self-signed certificate has no life-cycle management',
  level: Level.NOTE,
  source: 'SEED',
  section: 'Self-Signed Certificates',
  rationale:
    'Renewal, trust management and revocation are much harder to establish for self-signed certificates: each renewal must be copied to every client, and nothing can be revoked.',
  remediation: 'plan renewal and re-distribution with a date, or use an internal CA or a purchased certificate',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ bindings }) => bindings.length > 0,
  check: ({ certificate }, report) => {
    if (certificate.source !== CertificateSourceKind.SELF_SIGNED) return;
    const renewal = certificate.renewal?.unattended === true;
    const origin = certificate.exchangeDefault ? 'the certificate that setup installed' : 'the self-signed certificate';
    report.finding({
      message: renewal
        ? `${origin} is renewed by deploy, and every renewal must be copied to every client again; it can't be revoked`
        : `${origin} has no renewal, no revocation and nobody who distributes it`,
    });
  },
});
