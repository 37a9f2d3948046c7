import { endOfValidity, Federation } from '../../model';
import { defineRule, EstateView, IRuleReport, Level, SubjectKind } from '../../policy';
import { counted, dayOf } from '../words';

/** Part of the lifetime that should be left: the next certificate must reach every server, and its proof the DNS, before. */
const LEAST_LEFT = 1 / 10;

export const federationCertificateExpiring = defineRule({
  id: 'federation-certificate-expiring',
  ref: 'ECA815',
  title: 'The certificate of the federation trust ends soon, or has ended',
  level: Level.WARNING,
  source: 'FED13; PS:Set-FederationTrust',
  section: 'Update a working federation certificate; Replace an expired federation certificate',
  rationale:
    'Organizations that share free/busy times and calendars know each other by a self-signed certificate that nothing renews. While it is valid a new one is staged beside it; once it has ended the trust and all federated domains must be removed and made again.',
  remediation:
    'before it ends: New-ExchangeCertificate -Services Federation, Set-FederationTrust -Thumbprint with the new one, the TXT records of Get-FederatedDomainProof in the public DNS, Test-FederationTrustCertificate, then Set-FederationTrust -PublishFederationCertificate',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.federations.length > 0,
  check: (estate, report) => {
    for (const federation of estate.estate.federations) judge(federation, estate, report);
  },
});

function judge(federation: Federation, estate: EstateView, report: IRuleReport): void {
  const { id, certificate, location, nextCertificate } = federation;
  const facts = estate.certificate(certificate)?.certificate.facts;
  if (facts?.notAfter === undefined || facts.notBefore === undefined) {
    report.unknown(`from when to when the certificate of the federation trust ${id} is valid is not stated`);
    return;
  }
  const end = endOfValidity(facts.notAfter);
  const left = end - estate.now.getTime();
  const where = { discriminator: id, path: id, location };
  if (left <= 0)
    report.finding({
      ...where,
      message: `the certificate of the federation trust ended on ${dayOf(facts.notAfter)}: free/busy times and calendars of other organizations are not reached`,
      fix: 'remove the federated domains and the trust (Remove-FederatedDomain, Remove-FederationTrust), and make both again with a new certificate (New-FederationTrust, Add-FederatedDomain); the DNS needs the new proof of each domain',
    });
  else if (left < (end - Date.parse(facts.notBefore)) * LEAST_LEFT)
    report.finding({
      ...where,
      message: `the certificate of the federation trust ends on ${dayOf(facts.notAfter)}, in ${counted(Math.floor(left / 86_400_000), 'day')}${nextCertificate === undefined ? ', and no other is staged' : ''}`,
      ...(nextCertificate === undefined
        ? {}
        : {
            fix: 'the next one is staged: once the TXT records are in the public DNS and Test-FederationTrustCertificate finds it on every server, run Set-FederationTrust -PublishFederationCertificate',
          }),
    });
}
