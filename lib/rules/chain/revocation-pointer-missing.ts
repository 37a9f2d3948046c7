import { CertificateState } from '../../model';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { counted, listed } from '../words';

export const revocationPointerMissing = defineRule({
  id: 'revocation-pointer-missing',
  ref: 'ECA505',
  title: 'Certificates do not say where to ask whether they are revoked',
  level: Level.NOTE,
  source: 'SEED',
  section: 'Overview of Digital Certificates; Windows Public Key Infrastructure Certificates',
  rationale:
    'For a certificate to be valid it must not have been revoked. Without a CRL distribution point and without OCSP no client can learn that it was: a stolen key stays good until the certificate expires.',
  remediation:
    'have the CA write a CRL distribution point that clients reach, or keep lifetimes short; what Terraform issues itself cannot carry one',
  subject: SubjectKind.ESTATE,
  applies: ({ certificates }) => certificates.some(isIssued),
  check: (estate, report) => {
    const silent = new Map<string, CertificateView[]>();
    for (const view of estate.certificates) {
      if (!isIssued(view)) continue;
      const { crlUrls, ocspUrls } = view.certificate.facts;
      if (crlUrls === undefined || ocspUrls === undefined) {
        report.unknown(`whether ${view.id} names a CRL or OCSP is not known`);
        continue;
      }
      if (crlUrls.length + ocspUrls.length > 0) continue;
      const issuer = issuerOf(view);
      const known = silent.get(issuer);
      if (known) known.push(view);
      else silent.set(issuer, [view]);
    }
    for (const [issuer, views] of silent) {
      const names = views.map(({ certificate }) => certificate.facts.commonName ?? certificate.id);
      report.finding({
        message: `${counted(names.length, 'certificate')} of ${issuer} (${listed(names)}) ${names.length === 1 ? 'names' : 'name'} neither CRL nor OCSP`,
        discriminator: issuer,
      });
    }
  },
});

function isIssued({ certificate, bindings, publishingPoints }: CertificateView): boolean {
  return (
    certificate.facts.selfSigned !== true &&
    certificate.state !== CertificateState.ORDERED &&
    bindings.length + publishingPoints.length > 0
  );
}

function issuerOf({ anchor, certificate }: CertificateView): string {
  return anchor?.name ?? certificate.facts.issuer ?? certificate.id;
}
