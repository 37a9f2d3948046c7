import { protocolFacts } from '../../exchange';
import { ClientCertificateMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const clientCertificatesOnlyAccepted = defineRule({
  id: 'client-certificates-only-accepted',
  ref: 'ECA707',
  title: 'Client certificates are accepted and not required',
  level: Level.WARNING,
  source: 'CBA16',
  section: 'Require client certificates',
  rationale:
    'Accept leaves it to the client whether it shows a certificate, and clients differ: some never do, and are asked for a password that they do not have.',
  remediation: 'require client certificates (ClientCertificateMode.REQUIRE), or ignore them',
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.clientCertificates !== ClientCertificateMode.IGNORE,
  check: ({ binding, server }, report) => {
    if (binding.clientCertificates !== ClientCertificateMode.ACCEPT) return;
    report.finding({
      message: `${protocolFacts(binding.protocol).label} on ${server.server.name} accepts client certificates without requiring them`,
    });
  },
});
