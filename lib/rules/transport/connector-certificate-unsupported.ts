import { isAtLeast, releaseLabel } from '../../exchange';
import { ExchangeProduct } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

const FIRST = { product: ExchangeProduct.EXCHANGE_2013 };

export const connectorCertificateUnsupported = defineRule({
  id: 'connector-certificate-unsupported',
  ref: 'ECA808',
  title: 'A release cannot pin a connector to a certificate',
  level: Level.ERROR,
  source: 'PS:Set-SendConnector; PS:Set-ReceiveConnector',
  section: 'TlsCertificateName: 2013 and later',
  rationale:
    'Before Exchange 2013 connectors know no TlsCertificateName: the command fails, and transport goes on choosing by name.',
  remediation: 'leave tlsCertificateName out and give the certificate the name of the connector',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.connectors.some(({ tlsCertificateName }) => tlsCertificateName !== undefined),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors) {
      if (connector.tlsCertificateName === undefined) continue;
      const old = connector.servers
        .flatMap((id) => estate.server(id) ?? [])
        .find(({ server }) => isAtLeast(server.release, FIRST) === false);
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
