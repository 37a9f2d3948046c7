import { endOfValidity } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { dayOf } from '../words';

export const oauthCertificateExpired = defineRule({
  id: 'oauth-certificate-expired',
  ref: 'ECA801',
  title: 'The server authentication (OAuth) certificate has expired',
  level: Level.ERROR,
  source: 'HC:Diagnostics/HealthChecker',
  section: 'AuthCertificateCheck',
  rationale:
    'Exchange servers prove themselves to each other, and to Exchange Online, with one certificate for the whole organization. When it expires Outlook on the web and the admin center show errors, and hybrid features stop.',
  remediation:
    'make a new one and publish it (Set-AuthConfig -NewCertificateThumbprint, -PublishCertificate, -ClearPreviousCertificate); with hybrid, run the wizard again',
  acknowledgeable: false,
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.serverAuthentications.length > 0,
  check: (estate, report) => {
    for (const auth of estate.estate.serverAuthentications) {
      const facts = estate.certificate(auth.certificate)?.certificate.facts;
      if (facts?.notAfter === undefined) {
        report.unknown(`when the server authentication certificate ${auth.certificate} expires is not stated`);
      } else if (estate.now.getTime() >= endOfValidity(facts.notAfter)) {
        report.finding({
          message: `the server authentication certificate ${facts.commonName ?? auth.certificate} expired on ${dayOf(facts.notAfter)}`,
          discriminator: auth.id,
          path: auth.id,
          location: auth.location,
        });
      }
    }
  },
});
