import { CertificateState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const rootUnknown = defineRule({
  id: 'root-unknown',
  ref: 'ECA111',
  title: 'Nobody says to which root a certificate leads',
  level: Level.WARNING,
  source: 'SEED',
  section: 'Overview of Digital Certificates',
  rationale:
    "A client trusts a certificate when the root at the top of its path is in the client's store. Without the root nothing is known of any client.",
  remediation: 'give the chain up to the root, or declare the CA that issues the certificate',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings, publishingPoints }) =>
    certificate.state !== CertificateState.ORDERED && bindings.length + publishingPoints.length > 0,
  check: (view, report) => {
    // A broken path is reported by a rule of its own.
    if (view.anchors.length > 0 || view.certificate.faults.length > 0) return;
    report.finding({ message: `${titleOf(view)} leads to no root that is declared` });
  },
});
