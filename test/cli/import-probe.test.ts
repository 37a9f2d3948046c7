import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditOf } from '../../lib/audit/audit';
import { main } from '../../lib/cli/main';
import { readExportFiles } from '../../lib/exports/exchange-export';
import { writeClixml } from '../support/clixml-writer';
import { NOW } from '../support/declared';
import { exchangeServer, exportFiles } from '../support/exchange-export';
import { formatList, shownCertificate, shownServer, thumbprint } from '../support/expert-claims';
import { Files, reportIn, Ran, written } from '../support/imported-project';
import { issueChain } from '../support/issue';
import { LoopbackServer } from '../support/probing';
import { temporaryFolder } from '../support/review-files';

jest.setTimeout(120_000);

const MAIL = 'mail.contoso.com';
const { intermediate, leaf, root } = issueChain([MAIL, 'autodiscover.contoso.com'], { key: 'rsa2048' });
const TLS = { cert: leaf.pem + intermediate.pem, key: leaf.keyPem };

/** Runs `import` where no DNS server answers. */
async function run(files: Files, ...more: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const folder = join(temporaryFolder(), 'contoso-mail');
  const code = await main(['import', written(files), '--out', folder, ...more], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    env: {},
    dns: ['127.0.0.1:1'],
    now: () => NOW,
  });
  return { code, err, out, folder };
}

/** A text as in a ticket: the certificate by its thumbprint alone, and a URL with the port of the test. */
function ticket(port: number, ofList: string = leaf.certificate.sha1): Files {
  const certificate = shownCertificate({
    Subject: `CN=${MAIL}`,
    CertificateDomains: `{${MAIL}, autodiscover.contoso.com}`,
    Issuer: intermediate.certificate.subject,
    RootCAType: 'Enterprise',
    Services: 'IIS, SMTP',
    Thumbprint: ofList,
  });
  const url = `https://${MAIL}:${port}/owa`;
  return {
    'ticket.txt':
      formatList(
        'Get-ExchangeServer | fl',
        shownServer('EX01', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'contoso.local'),
      ) +
      formatList('Get-ExchangeCertificate -Server EX01 | fl', certificate) +
      formatList('Get-OwaVirtualDirectory | fl', { Server: 'EX01', InternalUrl: url, ExternalUrl: url }),
  };
}

const fixed = (host: string, port: number): string[] => ['--resolve', `${host}:${port}:127.0.0.1`, '--timeout', '5'];

async function withServer(use: (port: number) => Promise<void>, port = 0): Promise<void> {
  const server = await LoopbackServer.tls(TLS, '127.0.0.1', port);
  try {
    await use(server.port);
  } finally {
    await server.stop();
  }
}

test('a certificate of which the export has the thumbprint alone is declared by the bytes that the endpoint presents', () =>
  withServer(async (port) => {
    const { code, folder, out } = await run(ticket(port), '--probe', ...fixed(MAIL, port));
    expect(code).toBe(0);
    expect(out).toContain(`Asked: ${MAIL}:${port} presents CN=${MAIL} (${leaf.certificate.sha1}).`);
    expect(out).toContain('Asked: ex01.contoso.local:443 presented no certificate that can be read');
    const [file] = readdirSync(join(folder, 'certificates')).filter((name) => name.startsWith(MAIL));
    expect(readFileSync(join(folder, 'certificates', file!), 'utf8').trim()).toBe(leaf.pem.trim());
    expect(readFileSync(join(folder, 'certificates', 'authorities.pem'), 'utf8')).toContain(intermediate.pem.trim());
    const report = reportIn(folder);
    expect(report.matrix.rows.map(({ protocol }) => protocol)).toContain('owa');
    expect(report.findings.filter(({ rule }) => rule === 'declaration-invalid')).toEqual([]);
    expect(existsSync(join(folder, 'main.ts')) && readFileSync(join(folder, 'main.ts'), 'utf8')).not.toContain(
      root.certificate.sha1,
    );
  }));

test('what another certificate answers under a name of clients says nothing of the server', () =>
  withServer(async (port) => {
    const { code, folder } = await run(ticket(port, thumbprint('AB')), '--probe', ...fixed(MAIL, port));
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'certificates'))).toBe(false);
  }));

test('without --probe nobody is asked', async () => {
  let connections = 0;
  const server = await LoopbackServer.plain((socket) => {
    connections++;
    socket.destroy();
  });
  try {
    const { code, folder, out } = await run(ticket(server.port));
    expect(code).toBe(0);
    expect(out).not.toContain('Asked');
    expect(existsSync(join(folder, 'certificates'))).toBe(false);
    expect(connections).toBe(0);
  } finally {
    await server.stop();
  }
});

test('without a network the project is written all the same, with what was asked in vain', async () => {
  const { code, folder, out } = await run(ticket(443), '--probe', '--timeout', '1');
  expect(code).toBe(0);
  expect(out).toMatch(/Asked: mail\.contoso\.com:443 presented no certificate that can be read: /);
  expect(existsSync(join(folder, 'main.ts'))).toBe(true);
});

test.each([
  [['--resolve', 'mail.contoso.com:443:127.0.0.1'], /--resolve is for --probe/],
  [['--dns', '127.0.0.1:53'], /--dns is for --probe/],
  [['--timeout', '3'], /--timeout is for --probe/],
  [['--probe', '--timeout', 'soon'], /--timeout/],
])('options that do not fit: %j', async (more, message) => {
  const { code, err, folder } = await run(ticket(443), ...more);
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  [
    'no endpoint',
    { 'Get-AcceptedDomain.json': '[{"DomainName":"contoso.com","DomainType":"Authoritative"}]' },
    /names no endpoint/,
  ],
  [
    'too many',
    {
      'Get-ExchangeServer.xml': writeClixml(
        Array.from({ length: 201 }, (_, index) => exchangeServer(`EX${String(index).padStart(3, '0')}`)),
      ),
    },
    /names 201 endpoints; --probe asks at most 200/,
  ],
])('an export with %s', async (_, files: Files, message) => {
  const { code, err, folder } = await run(files, '--probe');
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(existsSync(folder)).toBe(false);
});

describe('a server that answered under its own full name', () => {
  const dates = { NotBefore: '6/1/2026 12:00:00 AM', NotAfter: '6/1/2027 12:00:00 AM' };
  const list = (services: string) =>
    formatList(
      'Get-ExchangeServer | fl',
      shownServer('EX01', 'Version 15.2 (Build 1748.10)', 'Mailbox', 'contoso.local'),
    ) +
    formatList(
      'Get-ExchangeCertificate -Server EX01 | fl',
      shownCertificate({ Subject: 'CN=one', Thumbprint: thumbprint('1A'), Services: services, ...dates }),
      shownCertificate({ Subject: 'CN=two', Thumbprint: thumbprint('2B'), Services: services, ...dates }),
    );
  const at = 'ex01.contoso.local:443';
  const sentences = (text: string): string[] => {
    const exported = readExportFiles(exportFiles({ 'ticket.txt': text }));
    const answered = [{ at, file: at, organization: 'contoso.local', server: 'EX01', certificate: leaf.certificate }];
    const audit = auditOf({ ...exported, answered }, exported.organizations[0]!, { now: NOW, clients: [] });
    return audit.statements.flatMap((one) => (/HTTPS front end/.test(one.text) ? [`${one.kind}: ${one.text}`] : []));
  };

  test('presents what it answered, where the export leaves that open', () => {
    expect(sentences(list('IIS'))).toEqual([
      expect.stringMatching(new RegExp(`^concluded: .*${leaf.certificate.sha1}.*${at} presented it when it was asked`)),
    ]);
  });

  test('where IIS binds another certificate, both stand against each other, and nobody knows', () => {
    const bound = `IP:port                      : 0.0.0.0:443\nCertificate Hash             : ${thumbprint('3C').toLowerCase()}\nApplication ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n`;
    expect(sentences(`${list('IIS')}${bound}`)).toEqual([expect.stringMatching(/^unknown: /)]);
  });
});
