import { PublishingMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const publishingPointWithoutCertificate = defineRule({
  id: 'publishing-point-without-certificate',
  ref: 'ECA109',
  title: 'A publishing point ends TLS, and nobody says with which certificate',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Understanding SSL for Client Access Servers',
  rationale:
    "With bridging and offload clients outside see the certificate of the publishing point, never the server's. While it is not declared, nothing is known of any client outside.",
  remediation: 'declare it: new PublishingPoint(..., { certificate: ... })',
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point }) => point.mode !== PublishingMode.PASS_THROUGH,
  check: ({ point, certificate, sniCertificates, bindings }, report) => {
    // Where certificates are chosen by SNI, a name without one is a fault of the declaration.
    if (certificate || sniCertificates.length > 0) return;
    report.finding({
      message: `${point.name} ends TLS for its clients (${point.mode}), and its certificate is not declared`,
      bindings: bindings.map(({ id }) => id),
    });
  },
});
