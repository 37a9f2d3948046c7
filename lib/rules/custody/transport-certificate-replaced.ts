import { CertificateRole } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const transportCertificateReplaced = defineRule({
  id: 'transport-certificate-replaced',
  ref: 'ECA604',
  title: 'The internal transport certificate is not the one of setup',
  level: Level.WARNING,
  source:
    'HC:docs/Diagnostics/HealthChecker/InternalTransportCertificateCheck.md; JPX:tls-certificates-in-exchange-hybrid---common-issues--how-to-fix-them',
  section: 'internal transport certificate',
  rationale:
    "Exchange servers prove themselves to each other with it. It is replaced silently when a certificate is enabled for SMTP with -Force, and mail between servers stops when the new one lacks the server's names or expires unseen. Where an Edge Transport server is subscribed, each renewal of a purchased one needs a new subscription.",
  remediation:
    'keep the certificate of setup for transport: answer No when Enable-ExchangeCertificate asks, and never pass -Force with SMTP; an expired self-signed one goes on working inside the organization',
  subject: SubjectKind.SERVER,
  applies: ({ server }) => server.roles.some(({ role }) => role === CertificateRole.TRANSPORT_DEFAULT),
  check: ({ server }, report, estate) => {
    const assigned = server.roles.find(({ role }) => role === CertificateRole.TRANSPORT_DEFAULT)?.certificate as string;
    const view = estate.certificate(assigned);
    if (!view) report.unknown(`the internal transport certificate of ${server.name} is not declared`);
    else if (!view.certificate.exchangeDefault && view.certificate.facts.selfSigned !== true) {
      report.finding({
        message: `${server.name} uses ${view.certificate.facts.commonName ?? view.id} as its internal transport certificate`,
      });
    }
  },
});
