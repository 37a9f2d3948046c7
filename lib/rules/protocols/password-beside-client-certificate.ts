import { protocolFacts } from '../../exchange';
import { ClientAuthentication, ClientCertificateMode } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const passwordBesideClientCertificate = defineRule({
  id: 'password-beside-client-certificate',
  ref: 'ECA708',
  title: 'A password is asked for beside the client certificate',
  level: Level.WARNING,
  source: 'CBA16',
  section: 'other authentication methods off',
  rationale:
    'Where other methods stay on beside certificate-based authentication, clients are asked for a password as well, and devices that have none do not synchronize.',
  remediation:
    'leave certificate authentication alone on the binding (authentication: [ClientAuthentication.CERTIFICATE])',
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => binding.clientCertificates === ClientCertificateMode.REQUIRE,
  check: ({ binding, server }, report) => {
    const others = binding.authentication.filter((method) => method !== ClientAuthentication.CERTIFICATE);
    if (others.length === 0) return;
    report.finding({
      message: `${protocolFacts(binding.protocol).label} on ${server.server.name} requires client certificates and still asks by ${others.join(', ')}`,
    });
  },
});
