import { certificateAuthentication, protocolFacts, releaseLabel } from '../../exchange';
import { ClientCertificateMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const clientCertificatesUnsupported = defineRule({
  id: 'client-certificates-unsupported',
  ref: 'ECA706',
  title: 'A release cannot authenticate clients by certificate on a protocol',
  level: Level.ERROR,
  source: 'CBA16',
  section: 'Supported versions',
  rationale:
    'Certificate-based authentication of ActiveSync begins with Cumulative Update 5 in Exchange 2013. Before it the server asks for the certificate and does not sign the user in.',
  remediation:
    'bring the server to an update that supports it and state it, or do not ask for client certificates here',
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.clientCertificates !== ClientCertificateMode.IGNORE,
  check: ({ binding, server }, report) => {
    const { release, name } = server.server;
    const support = certificateAuthentication(release, binding.protocol);
    const what = `${protocolFacts(binding.protocol).label} on ${name} (${releaseLabel(release)})`;
    if (support.value === false)
      report.finding({
        message: `${what} cannot authenticate clients by certificate: ${support.note ?? support.source}`,
      });
    else if (support.value === undefined)
      report.unknown(
        `whether ${what} can authenticate clients by certificate is not known: ${support.note ?? support.source}`,
      );
  },
});
