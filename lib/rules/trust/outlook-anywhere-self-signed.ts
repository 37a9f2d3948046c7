import { ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { isRefusedSelfSigned, selfSignedMessage } from './self-signed-binding';

export const outlookAnywhereSelfSigned = defineRule({
  id: 'outlook-anywhere-self-signed',
  ref: 'ECA101',
  title: 'Outlook Anywhere is bound to a self-signed certificate',
  level: Level.ERROR,
  source: 'SEED',
  section: 'Self-Signed Certificates',
  rationale:
    'Outlook Anywhere will not work with a self-signed certificate, whoever trusts it: Outlook outside does not connect.',
  remediation:
    'present a certificate from an internal CA that these clients trust, or a purchased one (CertificateSource.internalCa, CertificateSource.purchased)',
  acknowledgeable: false,
  protocols: [ClientProtocol.OUTLOOK_ANYWHERE],
  subject: SubjectKind.BINDING,
  applies: ({ certificate }) => certificate !== undefined,
  check: (binding, report) => {
    if (isRefusedSelfSigned(binding))
      report.finding({
        message: selfSignedMessage(binding),
        populations: binding.cells.map((cell) => cell.population.id),
      });
  },
});
