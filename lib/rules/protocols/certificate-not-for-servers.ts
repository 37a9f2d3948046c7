import { defineRule, Level, SubjectKind } from '../../policy';

export const certificateNotForServers = defineRule({
  id: 'certificate-not-for-servers',
  ref: 'ECA702',
  title: 'A certificate is not issued for web server authentication',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Overview of Digital Certificates: uses',
  rationale:
    'Certificates are issued for uses. One for S/MIME, code signing or users does not authenticate a server: clients refuse it (0x80072F17).',
  remediation: 'have the certificate issued for web server authentication (extended key usage serverAuth)',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings, publishingPoints }) =>
    certificate.facts.extendedKeyUsages !== undefined && bindings.length + publishingPoints.length > 0,
  check: ({ certificate }, report) => {
    const usages = certificate.facts.extendedKeyUsages as string[];
    if (usages.length === 0 || usages.includes('serverAuth') || usages.includes('anyExtendedKeyUsage')) return;
    report.finding({
      message: `the certificate ${certificate.facts.commonName ?? certificate.id} is for ${usages.join(', ')}, not for server authentication`,
    });
  },
});
