import { Coverage, coverageOf } from '../../names';
import { Connector, HostName } from '../../model';
import { defineRule, Level, ServerView, SubjectKind } from '../../policy';

export const connectorNameNotCovered = defineRule({
  id: 'connector-name-not-covered',
  ref: 'ECA806',
  title: 'A certificate does not name the connector that is to present it',
  level: Level.WARNING,
  source: 'PS:Set-ReceiveConnector; PS:Set-SendConnector',
  section: 'Fqdn',
  rationale:
    'Transport chooses the certificate by the name that the connector gives itself, unless TlsCertificateName pins one. Where no certificate has that name, TLS is not offered, and a partner that demands it gets no mail through.',
  remediation: 'add the name to the certificate, or give the connector a name that the certificate has (Fqdn)',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => (estate.connectors ?? []).some(isChosenByName),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors ?? []) {
      const view = connector.certificate === undefined ? undefined : estate.certificate(connector.certificate);
      if (!isChosenByName(connector) || !connector.fqdn || !view) continue;
      // The certificate of setup has the server's own name.
      if (connector.servers.every((id) => isOwnName(connector.fqdn, estate.server(id)))) continue;
      const coverage = coverageOf(view.certificate, connector.fqdn);
      if (coverage === Coverage.UNKNOWN)
        report.unknown(
          `the name of connector ${connector.name}, or those of its certificate, are known only to Terraform`,
        );
      else if (coverage === Coverage.NONE) {
        report.finding({
          message: `connector ${connector.name} calls itself ${connector.fqdn.value}, which ${view.certificate.facts.commonName ?? view.id} does not name`,
          discriminator: connector.id,
          path: connector.id,
          location: connector.location,
        });
      }
    }
  },
});

/** A pin replaces the choice by name. */
function isChosenByName({ fqdn, certificate, tlsCertificateName }: Connector): boolean {
  return fqdn !== undefined && certificate !== undefined && tlsCertificateName === undefined;
}

function isOwnName(name: HostName | undefined, view: ServerView | undefined): boolean {
  return name?.value !== undefined && name.value === view?.server.fqdn.value;
}
