import { ClientProtocol, HostName } from '../../model';
import { Coverage, coverageOf } from '../../names';
import { BindingView, defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const submissionCertificateUnexpected = defineRule({
  id: 'submission-certificate-unexpected',
  ref: 'ECA812',
  title: 'Port 587 presents another certificate than the one that is assigned to SMTP',
  level: Level.WARNING,
  source: 'RECEIVE16; PS:Set-ReceiveConnector',
  section: 'Fqdn; TlsCertificateName',
  rationale:
    "Exchange chooses the certificate of port 587 by the name that its receive connector gives itself, which is the server's own. The certificate of setup has that name, so mail programs meet it although another certificate is assigned to SMTP: they ask the person, or fail.",
  remediation:
    'pin the connector to the assigned certificate (Set-ReceiveConnector "Client Frontend <server>" -TlsCertificateName "<I>issuer<S>subject") and state it: addSmtpSubmission({ pinsCertificate: true }); or give it a name that the certificate has (connectorFqdn)',
  subject: SubjectKind.BINDING,
  protocols: [ClientProtocol.SMTP_SUBMISSION],
  applies: ({ binding, certificate, cells }) =>
    certificate !== undefined &&
    !certificate.certificate.exchangeDefault &&
    binding.pinned !== true &&
    cells.length > 0,
  check: (view, report) => {
    const { binding, certificate, server } = view;
    const name = binding.connectorFqdn ?? server.server.fqdn;
    if (!certificate) return;
    const assigned = coverageOf(certificate.certificate, name);
    if (assigned === Coverage.UNKNOWN) {
      report.unknown(
        `the name of the connector of port 587 on ${server.server.name}, or those of its certificate, are known only to Terraform`,
      );
      return;
    }
    const isAssigned = assigned !== Coverage.NONE;
    if (isOwnName(view, name)) {
      if (isAssigned)
        report.unknown(
          `both the certificate of setup and ${titleOf(certificate)} have the name ${name.value} of the connector of port 587 on ${server.server.name}; which one Exchange presents is not confirmed`,
        );
      else
        report.finding({
          message: `the connector of port 587 on ${server.server.name} calls itself ${name.value}, as the certificate of setup does; ${titleOf(certificate)} does not have that name`,
        });
    } else if (!isAssigned)
      report.finding({
        message: `the connector of port 587 on ${server.server.name} calls itself ${name.value}, which ${titleOf(certificate)} does not name`,
      });
  },
});

/** Whether the certificate of setup has the name: it has the server's NetBIOS name and its full one. */
function isOwnName({ server }: BindingView, { value }: HostName): boolean {
  const { fqdn, netBiosName } = server.server;
  return value !== undefined && (value === fqdn.value || value === netBiosName?.toLowerCase());
}
