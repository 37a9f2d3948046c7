import { CertificateState, endOfValidity, renewalDueAt } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted, dayOf, titleOf } from '../words';

export const renewalOverdue = defineRule({
  id: 'renewal-overdue',
  ref: 'ECA308',
  title: 'A certificate should have been renewed',
  level: Level.WARNING,
  source: 'DERIVED',
  section: 'renewal runway: at two thirds of the lifetime',
  rationale:
    'The renewal was due and did not happen: what is left of the lifetime is the time until clients stop, whether it is counted in months or, at 47 days, in two weeks.',
  remediation: 'renew the certificate now, and find out why nobody did',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) =>
    certificate.state === CertificateState.ISSUED ||
    // That nobody knows the dates of a certificate of setup is reported by a rule of its own.
    (certificate.state === CertificateState.INSTALLED && certificate.facts.notAfter !== undefined),
  check: (view, report, { now }) => {
    const { notBefore, notAfter } = view.certificate.facts;
    if (notBefore === undefined || notAfter === undefined) {
      report.unknown(`the dates of ${titleOf(view)} are not known`);
      return;
    }
    const end = endOfValidity(notAfter);
    const at = now.getTime();
    if (at >= end) return;
    const due = renewalDueAt(view.certificate);
    if (due === undefined || at < due) return;
    const left = Math.floor((end - at) / 86_400_000);
    report.finding({
      message: `${titleOf(view)} was due for renewal on ${dayOf(new Date(due).toISOString())}; ${counted(left, 'day')} ${left === 1 ? 'is' : 'are'} left until ${dayOf(notAfter)}`,
    });
  },
});
