import { PublishingMode } from '../../model';
import { certificateOfPoint, defineRule, Level, SubjectKind } from '../../policy';

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
  check: (view, report, { estate }) => {
    const { point, certificate, sniCertificates } = view;
    const bindings = view.bindings.map(({ id }) => id);
    if (certificate) return;
    if (sniCertificates.length === 0) {
      report.finding({
        message: `${point.name} ends TLS for its clients (${point.mode}), and its certificate is not declared`,
        bindings,
      });
      return;
    }
    // The construct says so itself, with the place in the program.
    if (estate.faults.some(({ code, path }) => code === 'certificate-for-name-missing' && path === view.id)) return;
    for (const host of point.hostNames) {
      if (certificateOfPoint(view, host)) continue;
      const name = host.value ?? (host.expression as string);
      report.finding({
        message: `${point.name} chooses its certificate by name (SNI), and none is declared for ${name}`,
        fix: `add an entry for ${name} to sniCertificates, or give the point a certificate for every other name (certificate)`,
        discriminator: name,
        bindings,
      });
    }
  },
});
