import { maximumPublicLifetimeDays, nextPublicLifetime, renewalsPerYear } from '../../exchange';
import { CertificateSourceKind, CertificateState, TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, dayOf, titleOf } from '../words';

export const publicLifetimeShrinks = defineRule({
  id: 'public-lifetime-shrinks',
  ref: 'ECA309',
  title: 'A purchased certificate that is renewed by hand will live shorter next time',
  level: Level.NOTE,
  source: 'BR',
  section: '6.3.2',
  effectiveFrom: '2020-09-01',
  rationale:
    'Each step of the schedule (200, 100, 47 days) at least doubles the work where people renew: from once a year to eight times and more, on every server.',
  remediation: 'let something renew it unattended (ACME, or the internal CA) before the limit begins',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, anchor }) =>
    certificate.source === CertificateSourceKind.PURCHASED &&
    certificate.state === CertificateState.ISSUED &&
    anchor?.kind === TrustAnchorKind.COMMERCIAL &&
    certificate.renewal?.unattended !== true,
  check: (view, report, { now }) => {
    const { notAfter } = view.certificate.facts;
    if (notAfter === undefined || Date.parse(notAfter) <= now.getTime()) return;
    const today = maximumPublicLifetimeDays(now);
    const then = maximumPublicLifetimeDays(new Date(notAfter));
    const next = nextPublicLifetime(now);
    if (!today || !then || !next || then.days === today.days) return;
    report.finding({
      message: `${titleOf(view)} expires on ${dayOf(notAfter)}; what replaces it then lives at most ${then.days} days, ${counted(renewalsPerYear(then.days), 'renewal')} a year by hand`,
    });
  },
});
