import { defineRule, Level, SubjectKind } from '../../policy';
import { connects, reportRefusals } from '../refusals';

export const clientCertificateRenegotiation = defineRule({
  id: 'client-certificate-renegotiation',
  ref: 'ECA1013',
  title: 'A client certificate per virtual directory cannot be asked for over TLS 1.3',
  level: Level.ERROR,
  source: 'GH:dotnet/aspnetcore#41162; GH:Venafi/vcert#533',
  section: 'TLS 1.3 has no renegotiation: Require answers 403, Accept sees no certificate',
  rationale:
    'IIS asks for the certificate of one virtual directory in the middle of a connection. Clients do not answer that over TLS 1.3, which Exchange 2019 CU15 and SE switch on from Windows Server 2022 on: the directory turns them away.',
  remediation:
    'have IIS ask when the connection begins (SslBindingInfo; clientCertificateAtBinding), or switch TLS 1.3 off for the binding (tls of the server)',
  subject: SubjectKind.POPULATION,
  applies: connects,
  check: (population, report) =>
    reportRefusals(
      population,
      report,
      ['client-certificate-renegotiation'],
      ['client-certificate-renegotiation-unknown'],
    ),
});
