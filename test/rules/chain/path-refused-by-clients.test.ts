import { CertificateSourceKind, TrustAnchorKind } from '../../../lib/model';
import { certificateFacts } from '../../../lib/pki';
import { pathRefusedByClients } from '../../../lib/rules/chain/path-refused-by-clients';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { issueCertificate, keyOf } from '../../support/issue';
import { on, withWeb } from '../../support/rule-estates';

const root = issueCertificate({ subject: 'Contoso Root CA', key: keyOf('p256', 'root'), isCa: true });
const issuing = issueCertificate({ subject: 'Issuing CA', key: keyOf('p256', 'issuing'), isCa: true, issuer: root });
const leaf = issueCertificate({
  subject: 'mail.contoso.com',
  key: keyOf('p256', 'leaf'),
  issuer: issuing,
  dnsNames: ['mail.contoso.com'],
});
const CA = { anchors: { ca: { kind: TrustAnchorKind.PRIVATE, pem: root.pem } } };
const served = (chainPem: string[], more: TestCertificate = {}): TestCertificate => ({
  source: CertificateSourceKind.INTERNAL_CA,
  anchor: 'ca',
  pem: leaf.pem,
  chainPem,
  ...more,
  facts: certificateFacts(leaf.certificate),
});
const incomplete = [{ code: 'path-not-found', message: 'an intermediate is missing', fix: 'add it' }];

RuleTester.run(pathRefusedByClients, {
  compliant: [
    { name: 'a complete chain', estate: withWeb(served([issuing.pem]), { ...CA, populations: [on('linux-go')] }) },
    {
      name: 'a client whose validator nobody measured',
      estate: withWeb(served([]), { ...CA, populations: [on('windows-10')] }),
    },
    {
      name: 'a fault that another rule reports of the certificate',
      estate: withWeb(served([], { faults: incomplete }), { ...CA, populations: [on('windows-10')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'without the intermediate: one finding for all bindings',
      estate: withWeb(served([]), { ...CA, populations: [on('linux-go')] }),
      messages: ['clients1 refuses the path'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(served([]), CA) }],
});
