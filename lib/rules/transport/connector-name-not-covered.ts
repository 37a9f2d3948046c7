import { CertificateChoice, connectorChoice, setupCertificateOf } from '../../exchange';
import { Connector, Server } from '../../model';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

export const connectorNameNotCovered = defineRule({
  id: 'connector-name-not-covered',
  ref: 'ECA806',
  title: 'A certificate does not name the connector that is to present it',
  level: Level.WARNING,
  source: 'TN:bb430748; PS:Set-ReceiveConnector; PS:Set-SendConnector',
  section: 'Selection by name; Fqdn',
  rationale:
    'Transport chooses the certificate by the name that the connector gives itself, unless TlsCertificateName pins one. Where no certificate has that name, TLS is not offered, and a partner that demands it gets no mail through.',
  remediation: 'add the name to the certificate, or give the connector a name that the certificate has (Fqdn)',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => (estate.connectors ?? []).some(isChosenByName),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors ?? []) {
      const view = connector.certificate === undefined ? undefined : estate.certificate(connector.certificate);
      if (!isChosenByName(connector) || !connector.fqdn || !view) continue;
      const servers = connector.servers.flatMap((id) => estate.server(id)?.server ?? []);
      const choices = servers.map((server) => ({ server, ...choiceOf(server, connector, view) }));
      const lacking = choices.filter(({ candidates }) => candidates.every((one) => one === undefined));
      if (lacking.length > 0)
        report.finding({
          message: `connector ${connector.name} calls itself ${connector.fqdn.value}, which ${view.certificate.facts.commonName ?? view.id} does not name, nor another certificate of ${listed(lacking.map(({ server }) => server.name))}`,
          discriminator: connector.id,
          path: connector.id,
          location: connector.location,
        });
      else if (choices.some(({ candidates }) => candidates.includes(undefined)))
        report.unknown(
          `the name of connector ${connector.name}, or those of its certificate, are known only to Terraform`,
        );
    }
  },
});

/** A pin replaces the choice by name. */
function isChosenByName({ fqdn, certificate, tlsCertificateName }: Connector): boolean {
  return fqdn !== undefined && certificate !== undefined && tlsCertificateName === undefined;
}

function choiceOf(server: Server, { fqdn }: Connector, { certificate }: CertificateView): CertificateChoice {
  return connectorChoice(server, fqdn, { assigned: certificate, setup: setupCertificateOf(server).certificate });
}
