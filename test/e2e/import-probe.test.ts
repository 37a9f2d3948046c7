import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { NOW } from '../support/declared';
import { formatList, shownCertificate, shownServer } from '../support/expert-claims';
import { reportIn, written } from '../support/imported-project';
import { issueChain } from '../support/issue';
import { temporaryFolder } from '../support/review-files';
import { describeWith, startNginx } from './support';

jest.setTimeout(120_000);

const MAIL = 'mail.contoso.com';
const OWN = 'ex01.contoso.local';

describeWith(['nginx'], 'import --probe asks nginx', () => {
  test('bytes, CAs, and what the web site of a server presents under its own full name', async () => {
    const { intermediate, leaf } = issueChain([MAIL, OWN], { key: 'rsa2048' });
    const nginx = await startNginx({ certificateChainPem: leaf.pem + intermediate.pem, privateKeyPem: leaf.keyPem });
    try {
      const url = `https://${MAIL}:${nginx.port}/owa`;
      const source = written({
        'ticket.txt':
          formatList(
            'Get-ExchangeServer | fl',
            shownServer('EX01', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'contoso.local'),
          ) +
          formatList(
            'Get-ExchangeCertificate -Server EX01 | fl',
            shownCertificate({
              Subject: `CN=${MAIL}`,
              CertificateDomains: `{${MAIL}, ${OWN}}`,
              Issuer: intermediate.certificate.subject,
              RootCAType: 'Enterprise',
              Thumbprint: leaf.certificate.sha1,
            }),
          ) +
          formatList('Get-OwaVirtualDirectory | fl', { Server: 'EX01', InternalUrl: url, ExternalUrl: url }),
      });
      const folder = join(temporaryFolder(), 'contoso-mail');
      let out = '';
      const code = await main(
        [
          'import',
          source,
          '--out',
          folder,
          '--probe',
          '--resolve',
          `${MAIL}:${nginx.port}:127.0.0.1`,
          '--timeout',
          '5',
        ],
        {
          out: (text) => void (out += text),
          err: () => undefined,
          outIsTerminal: false,
          env: {},
          dns: ['127.0.0.1:1'],
          now: () => NOW,
        },
      );
      expect(code).toBe(0);
      expect(out).toContain(`Asked: ${MAIL}:${nginx.port} presents CN=${MAIL} (${leaf.certificate.sha1}).`);
      const files = readdirSync(join(folder, 'certificates'));
      const texts = files.map((name) => readFileSync(join(folder, 'certificates', name), 'utf8')).join('\n');
      expect(texts).toContain(leaf.pem.trim());
      expect(texts).toContain(intermediate.pem.trim());
      expect(reportIn(folder).findings.filter(({ rule }) => rule === 'declaration-invalid')).toEqual([]);
    } finally {
      await nginx.stop();
    }
  });
});
