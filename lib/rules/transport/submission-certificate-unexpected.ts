import { protocolFacts } from '../../exchange';
import { ClientProtocol, HostName } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const submissionCertificateUnexpected = defineRule({
  id: 'submission-certificate-unexpected',
  ref: 'ECA812',
  title: 'A mail protocol presents another certificate than the one that is assigned to it',
  level: Level.WARNING,
  source: 'TN:bb430748; PS:Set-ReceiveConnector; KB948896; PS:Set-ImapSettings',
  section: 'Selection by name; Fqdn; TlsCertificateName; X509CertificateName',
  rationale:
    "Exchange chooses the certificate of port 587 by the name that its receive connector gives itself, which is the server's own, and that of POP3 and IMAP4 by X509CertificateName. The certificate of setup has the server's name, so mail programs meet it although another certificate is assigned: they ask the person, or fail. Where no certificate has the name, no TLS is offered.",
  remediation:
    'pin port 587 to the assigned certificate (Set-ReceiveConnector "Client Frontend <server>" -TlsCertificateName "<I>issuer<S>subject") and state it: addSmtpSubmission({ pinsCertificate: true }); or give the service a name that this certificate alone has (connectorFqdn; certificateName of POP3 and IMAP4)',
  subject: SubjectKind.BINDING,
  protocols: [ClientProtocol.SMTP_SUBMISSION, ClientProtocol.POP3, ClientProtocol.IMAP4],
  applies: ({ _choice: choice, cells }) => choice !== undefined && cells.length > 0,
  check: ({ binding, certificate, _choice: choice, server }, report) => {
    if (!certificate || !choice) return;
    const { candidates } = choice;
    const service = `${protocolFacts(binding.protocol).label} on ${server.server.name}`;
    const looksFor = choice.name
      ? `${service} looks for a certificate with the name ${shown(choice.name)}`
      : `a wildcard cannot be assigned to ${service}, and the name by which it looks for its certificate is not stated`;
    if (candidates.length > 1) {
      const names = candidates.map((one) => (one === undefined ? 'none at all' : titleOf(one)));
      report.unknown(`${looksFor}; which one it presents is not known: ${listed(names)}`);
    } else if (candidates[0] === undefined)
      report.finding({
        message: `${looksFor}, which neither ${titleOf(certificate)} nor another has: no TLS is offered`,
      });
    else if (candidates[0] !== certificate)
      report.finding({
        message: `${looksFor}; ${titleOf(candidates[0])} has it, and ${titleOf(certificate)}, which is assigned, does not`,
      });
  },
});

function shown({ value, expression }: HostName): string {
  return value ?? expression ?? '';
}
