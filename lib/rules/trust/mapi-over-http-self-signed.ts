import { ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { isRefusedSelfSigned, selfSignedMessage } from './self-signed-binding';

export const mapiOverHttpSelfSigned = defineRule({
  id: 'mapi-over-http-self-signed',
  ref: 'ECA102',
  title: 'MAPI over HTTP is bound to a self-signed certificate',
  level: Level.ERROR,
  source: 'CERT16',
  section: 'Self-signed certificates; derived from Outlook Anywhere, which shares the site and the certificate',
  rationale:
    'MAPI over HTTP shares the web site and the certificate of Outlook Anywhere: Outlook does not connect over a self-signed one.',
  remediation:
    'present a certificate from an internal CA that these clients trust, or a purchased one (CertificateSource.internalCa, CertificateSource.purchased)',
  acknowledgeable: false,
  protocols: [ClientProtocol.MAPI_OVER_HTTP],
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
