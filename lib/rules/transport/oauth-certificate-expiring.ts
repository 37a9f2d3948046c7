import { endOfValidity } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, dayOf } from '../words';

/** Part of the lifetime that should be left: the certificate must be published and taken up by every server before the old one ends. */
const LEAST_LEFT = 1 / 10;

export const oauthCertificateExpiring = defineRule({
  id: 'oauth-certificate-expiring',
  ref: 'ECA802',
  title: 'The server authentication (OAuth) certificate ends soon, and no other is staged',
  level: Level.WARNING,
  source: 'HC:Diagnostics/HealthChecker; PS:Set-AuthConfig',
  section: 'AuthCertificateCheck; NewCertificateEffectiveDate',
  rationale:
    'The next certificate is staged beside the old one and takes effect on a day; servers need time to take it up. Nothing renews it automatically, and after five years nobody remembers it.',
  remediation:
    'stage the next one (New-ExchangeCertificate, Set-AuthConfig -NewCertificateThumbprint -NewCertificateEffectiveDate) and declare it',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.serverAuthentications.length > 0,
  check: (estate, report) => {
    const at = estate.now.getTime();
    for (const auth of estate.estate.serverAuthentications) {
      if (auth.nextCertificate !== undefined) continue;
      const facts = estate.certificate(auth.certificate)?.certificate.facts;
      if (facts?.notAfter === undefined || facts.notBefore === undefined) {
        report.unknown(
          `from when to when the server authentication certificate ${auth.certificate} is valid is not stated`,
        );
        continue;
      }
      const end = endOfValidity(facts.notAfter);
      const left = end - at;
      if (left <= 0 || left >= (end - Date.parse(facts.notBefore)) * LEAST_LEFT) continue;
      report.finding({
        message: `the server authentication certificate ends on ${dayOf(facts.notAfter)}, in ${counted(Math.floor(left / 86_400_000), 'day')}, and no other is staged`,
        discriminator: auth.id,
        path: auth.id,
        location: auth.location,
      });
    }
  },
});
