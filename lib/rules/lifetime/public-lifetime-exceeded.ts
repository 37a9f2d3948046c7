import { maximumPublicLifetimeDays } from '../../exchange';
import { CertificateSourceKind, TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, dayOf, daysOf, titleOf } from '../words';

export const publicLifetimeExceeded = defineRule({
  id: 'public-lifetime-exceeded',
  ref: 'ECA306',
  title: 'A public certificate lives longer than its day of issue allows',
  level: Level.ERROR,
  source: 'BR',
  section: '6.3.2',
  effectiveFrom: '2018-03-01',
  rationale:
    'What a public CA may issue shrinks by the day of issue: 398 days, from 2026-03-15 200, from 2027-03-15 100, from 2029-03-15 47. Clients that hold CAs to it refuse what lives longer.',
  remediation: 'have the certificate issued again, for no longer than the limit of its day of issue',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, anchor }) =>
    certificate.source === CertificateSourceKind.PURCHASED && anchor?.kind === TrustAnchorKind.COMMERCIAL,
  check: (view, report) => {
    const { notBefore, lifetimeSeconds } = view.certificate.facts;
    if (notBefore === undefined || lifetimeSeconds === undefined) {
      report.unknown(`the day of issue or the lifetime of ${titleOf(view)} is not known`);
      return;
    }
    const limit = maximumPublicLifetimeDays(new Date(notBefore));
    if (!limit || lifetimeSeconds <= limit.days * 86_400) return;
    report.finding({
      message: `${titleOf(view)}, issued on ${dayOf(notBefore)}, lives ${counted(daysOf(lifetimeSeconds), 'day')}; from ${limit.from} on ${limit.days} are allowed`,
    });
  },
});
