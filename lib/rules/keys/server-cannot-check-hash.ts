import { ExchangeProduct } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const serverCannotCheckHash = defineRule({
  id: 'server-cannot-check-hash',
  ref: 'ECA409',
  title: 'Windows Server 2003 under Exchange cannot check SHA-2 signatures by itself',
  level: Level.WARNING,
  source: 'page:blogs.technet.pki',
  section: 'SHA2 and Windows: Windows Server 2003',
  rationale:
    'Windows Server 2003 needs a hotfix before it can check certificates that are signed with SHA-256 and its like. Without it calls between servers fail, and the certificate of the server itself counts as invalid there, while clients connect.',
  remediation:
    'install the hotfixes for SHA-2 (KB938397, KB968730) on the server, move Exchange to Windows Server 2008, or have the certificate signed with SHA-1 by a CA of your own',
  products: [ExchangeProduct.EXCHANGE_2007],
  subject: SubjectKind.SERVER,
  applies: ({ server }) => /\b2003\b/.test(server.windowsServer ?? ''),
  check: ({ certificates, server }, report) => {
    const signed = certificates.filter(({ certificate }) =>
      /^sha(256|384|512)$/.test(certificate.facts.signatureHash ?? ''),
    );
    if (signed.length > 0)
      report.finding({
        message: `${server.name} runs on Windows Server ${server.windowsServer}, which cannot check the signature of ${listed(signed.map(titleOf))} without a hotfix`,
      });
  },
});
