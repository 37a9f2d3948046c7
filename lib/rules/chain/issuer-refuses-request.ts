import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const issuerRefusesRequest = defineRule({
  id: 'issuer-refuses-request',
  ref: 'ECA511',
  title: 'A declared CA cannot issue a certificate that clients accept',
  level: Level.ERROR,
  source: 'RFC5280',
  section: '4.2.1.3, 4.2.1.9, 4.2.1.10, 6.1.3',
  rationale:
    'The certificates of a CA say until when, for which names and uses and how deep it may issue. What it signs beyond that is refused by clients, and a deploy would show it only after keys and certificates were made.',
  remediation: 'renew the CA, or have another CA issue the certificate',
  acknowledgeable: false,
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.pem === undefined,
  check: (view, report) => {
    for (const fault of view.certificate.faults) {
      report.finding({
        message: `${titleOf(view)} will be refused: ${fault.message}${fault.section === undefined ? '' : ` (${fault.section})`}`,
        fix: fault.fix,
        discriminator: fault.certificate === undefined ? fault.code : `${fault.code}:${fault.certificate}`,
      });
    }
  },
});
