import { canPinCertificate, releaseLabel } from '../../exchange';
import { defineRule, Level, SubjectKind } from '../../policy';

export const connectorCertificateUnsupported = defineRule({
  id: 'connector-certificate-unsupported',
  ref: 'ECA808',
  title: 'A release cannot pin a connector to a certificate',
  level: Level.ERROR,
  source: 'PS:Set-SendConnector; PS:Set-ReceiveConnector',
  section: 'TlsCertificateName: 2013 and later',
  rationale:
    'Before Exchange 2013 connectors know no TlsCertificateName: the command fails, and transport goes on choosing by name.',
  remediation:
    'leave tlsCertificateName (pinsCertificate of port 587) out and give the certificate the name of the connector',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) =>
    estate.connectors.some(({ tlsCertificateName }) => tlsCertificateName !== undefined) ||
    estate.bindings.some(({ pinned }) => pinned === true),
  check: (estate, report) => {
    for (const { binding, id, location, server } of estate.bindings) {
      if (binding.pinned !== true || canPinCertificate(server.server) !== false) continue;
      report.finding({
        message: `port 587 is pinned to a certificate, which ${releaseLabel(server.server.release)} on ${server.server.name} cannot do`,
        discriminator: id,
        path: server.id,
        location,
        bindings: [id],
      });
    }
    for (const connector of estate.estate.connectors) {
      if (connector.tlsCertificateName === undefined) continue;
      const old = connector.servers
        .flatMap((id) => estate.server(id) ?? [])
        .find(({ server }) => canPinCertificate(server) === false);
      if (!old) continue;
      report.finding({
        message: `connector ${connector.name} is pinned to a certificate, which ${releaseLabel(old.server.release)} on ${old.server.name} cannot do`,
        discriminator: connector.id,
        path: connector.id,
        location: connector.location,
      });
    }
  },
});
