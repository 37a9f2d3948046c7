import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const revocationListUnusable = defineRule({
  id: 'revocation-list-unusable',
  ref: 'ECA509',
  title: 'The copy of a revocation list proves nothing',
  level: Level.WARNING,
  source: 'RFC5280',
  section: '5.1.2.5, 5.2, 6.3.3',
  rationale:
    'A revocation list that is past its next update, is a part of one or lacks what the standard asks for cannot say that a certificate is good. Clients fetch lists of their own: nothing follows for them from our copy.',
  remediation: 'fetch the current list from the URL in the certificate, or leave crlFiles out',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.crlPem.length > 0,
  check: (view, report) => {
    for (const fault of view.certificate.unusableLists ?? []) {
      report.finding({
        message: `whether ${titleOf(view)} is revoked is not known from the files: ${fault.message}${fault.section === undefined ? '' : ` (${fault.section})`}`,
        fix: fault.fix,
        discriminator: fault.certificate === undefined ? fault.code : `${fault.code}:${fault.certificate}`,
      });
    }
  },
});
