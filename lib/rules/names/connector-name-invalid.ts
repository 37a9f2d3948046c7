import { HostName } from '../../model';
import { defineRule, EstateView, FindingDetails, Level, SubjectKind } from '../../policy';

export const connectorNameInvalid = defineRule({
  id: 'connector-name-invalid',
  ref: 'ECA217',
  title: 'The name of a connector has an underscore',
  level: Level.ERROR,
  source: 'PS:Enable-ExchangeCertificate; PS:Set-ReceiveConnector',
  section: 'Services SMTP; Fqdn',
  rationale:
    'Enable-ExchangeCertificate for SMTP compares every certificate with the names of the connectors. With an underscore in one of them it fails (0xe0434352), for every certificate and on every server of the connector.',
  remediation: 'give the connector a name of letters, digits and hyphens (Set-ReceiveConnector -Fqdn)',
  subject: SubjectKind.ESTATE,
  applies: (estate) => named(estate).length > 0,
  check: (estate, report) => {
    for (const { name, finding } of named(estate)) if (name.value?.includes('_')) report.finding(finding);
  },
});

/** Every name that a connector is given. */
function named({ estate, bindings }: EstateView): { readonly name: HostName; readonly finding: FindingDetails }[] {
  const ofConnectors = (estate.connectors ?? []).flatMap(({ id, name, fqdn, location }) =>
    fqdn
      ? [
          {
            name: fqdn,
            finding: {
              message: `connector ${name} calls itself ${fqdn.value}`,
              discriminator: id,
              path: id,
              location,
            },
          },
        ]
      : [],
  );
  const ofSubmission = bindings.flatMap(({ id, binding, server, location }) =>
    binding.connectorFqdn
      ? [
          {
            name: binding.connectorFqdn,
            finding: {
              message: `the connector of port 587 on ${server.server.name} calls itself ${binding.connectorFqdn.value}`,
              discriminator: id,
              path: id,
              location,
              bindings: [id],
            },
          },
        ]
      : [],
  );
  return [...ofConnectors, ...ofSubmission];
}
