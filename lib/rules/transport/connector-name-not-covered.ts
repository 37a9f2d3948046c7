import { Coverage, coverageOf } from '../../names';
import { defineRule, Level, SubjectKind } from '../../policy';

export const connectorNameNotCovered = defineRule({
  id: 'connector-name-not-covered',
  ref: 'ECA806',
  title: 'A certificate does not name the connector that is to present it',
  level: Level.WARNING,
  source: 'PS:Set-ReceiveConnector; PS:Set-SendConnector',
  section: 'Fqdn',
  rationale:
    'Transport chooses the certificate by the name that the connector gives itself. Where no certificate has that name, TLS is not offered, and a partner that demands it gets no mail through.',
  remediation: 'add the name to the certificate, or give the connector a name that the certificate has (Fqdn)',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) =>
    (estate.connectors ?? []).some(({ fqdn, certificate }) => fqdn !== undefined && certificate !== undefined),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors ?? []) {
      const view = connector.certificate === undefined ? undefined : estate.certificate(connector.certificate);
      if (!connector.fqdn || !view) continue;
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
