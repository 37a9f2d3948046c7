import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditExport } from '../../lib/cli/audit/audit-export';
import { writeClixml } from '../support/clixml-writer';
import { NOW } from '../support/declared';
import { cells, Files, reportIn, run, written } from '../support/imported-project';
import {
  acceptedDomain,
  exchangeServer,
  iisBinding,
  serverCertificates,
  soundExport,
  soundList,
  virtualDirectory,
} from '../support/exchange-export';
import { Project } from '../support/project';
import { temporaryFolder } from '../support/review-files';

jest.setTimeout(240_000);

/** Several servers of one organization, with the certificate of the web shared. */
function farm(servers: readonly string[]): Record<string, Buffer> {
  const web = serverCertificates(servers[0]).web;
  const own = servers.map((server) => ({ server, certificates: { ...serverCertificates(server), web } }));
  const each = <T>(make: (one: (typeof own)[number]) => readonly T[]): T[] => own.flatMap(make);
  return {
    'Get-ExchangeServer.xml': writeClixml(servers.map((server) => exchangeServer(server))),
    'Get-ExchangeCertificate.xml': writeClixml(each(({ certificates, server }) => soundList(server, certificates))),
    'Get-WebBinding.xml': writeClixml(
      each(({ certificates, server }) => [
        iisBinding(server, 1, '*:443:', web.certificate.sha1),
        iisBinding(server, 2, '*:444:', certificates.setup.certificate.sha1),
      ]),
    ),
    'Get-OwaVirtualDirectory.xml': writeClixml(
      servers.map((server) => virtualDirectory(server, 'Owa', 'https://mail.contoso.com/owa')),
    ),
    'Get-ActiveSyncVirtualDirectory.xml': writeClixml(
      servers.map((server) =>
        virtualDirectory(server, 'Mobile', 'https://mail.contoso.com/Microsoft-Server-ActiveSync'),
      ),
    ),
    'Get-MapiVirtualDirectory.xml': writeClixml(
      servers.map((server) => virtualDirectory(server, 'Mapi', 'https://outlook.contoso.com/mapi')),
    ),
    'Get-AcceptedDomain.xml': writeClixml([acceptedDomain('contoso.com')]),
  };
}

const EXPORTS: readonly (readonly [string, () => Files])[] = [
  ['one server', () => soundExport()],
  ['two servers', () => farm(['EX01', 'EX02'])],
  ['four servers that are alike', () => farm(['EX01', 'EX02', 'EX03', 'EX04'])],
];

describe.each(EXPORTS)('an export of %s', (_, make) => {
  test('becomes a program with the matrix of the audit, whose baseline holds every finding', async () => {
    const source = written(make());
    const { code, err, folder } = await run(source);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { audits } = await auditExport({ path: source, now: NOW });
    const wanted = cells(audits[0]!.report.matrix);
    expect(Object.keys(wanted)).not.toEqual([]);
    const report = reportIn(folder);
    expect(cells(report.matrix)).toEqual(wanted);
    expect(report.summary.refused).toBe(false);
    expect(report.findings.filter(({ inBaseline }) => inBaseline !== true)).toEqual([]);
  });
});

test('servers that are alike are a loop, with the file that each was read from', async () => {
  const { folder } = await run(written(farm(['EX01', 'EX02', 'EX03'])));
  const text = readFileSync(join(folder, 'main.ts'), 'utf8');
  expect(text.match(/new ClientAccessServer/g)).toHaveLength(1);
  expect(text).toMatch(/for \(const \[id, fqdn/);
  expect(text).toContain('// From Get-ExchangeServer.xml#Obj[');
  expect(text).toContain('new SharedCertificate(');
});

test('what is written synthesizes as a user runs it', async () => {
  const { folder } = await run(written(soundExport()));
  const project = Project.of('import', readFileSync(join(folder, 'main.ts'), 'utf8'));
  mkdirSync(project.at('certificates'));
  for (const name of readdirSync(join(folder, 'certificates')))
    project.write(`certificates/${name}`, readFileSync(join(folder, 'certificates', name), 'utf8'));
  project.write('policy-baseline.json', readFileSync(join(folder, 'policy-baseline.json'), 'utf8'));
  await project.mustSynth('main.ts', { timeoutMs: 200_000 });
  project.remove();
});

test('a protocol whose internal URL is not in the export is a TODO that names what the program gives it', async () => {
  const mapi = virtualDirectory('EX01', 'Mapi', 'https://outlook.contoso.com/mapi', { InternalUrl: null });
  const { folder } = await run(written({ ...soundExport(), 'Get-MapiVirtualDirectory.xml': writeClixml([mapi]) }));
  const text = readFileSync(join(folder, 'main.ts'), 'utf8');
  expect(text).toMatch(/^\/\/ TODO: EX01: .*internal URL of MAPI over HTTP.*mail\.contoso\.com/m);
  expect(text.match(/internal URL of/g)).toHaveLength(1);
});

test('a server whose certificate is not known is a TODO, and is not declared', async () => {
  const { 'Get-WebBinding.xml': _bindings, ...rest } = soundExport();
  const unknown = { ...rest, 'Get-WebBinding.xml': writeClixml([iisBinding('EX01', 1, '*:443:', '0'.repeat(40))]) };
  const { code, folder, out } = await run(written(unknown));
  const text = readFileSync(join(folder, 'main.ts'), 'utf8');
  expect(code).toBe(0);
  expect(out).toContain('To do in main.ts');
  expect(text).toMatch(/^\/\/ TODO: EX01/m);
  expect(text).not.toContain('new ClientAccessServer');
  expect(reportIn(folder).matrix.rows).toEqual([]);
});

describe('text of an export', () => {
  const hostile = [
    "'; process.exit(7); //",
    '${file("/etc/passwd")}',
    '%{ if true }',
    '*/ process.exit(7) /*',
    'a\nprocess.exit(7)\n',
    'a\u2028process.exit(7)//',
    '`${process.exit(7)}`',
  ];

  test.each(hostile)('is data: %j', async (text) => {
    const server = 'EX01';
    const directory = virtualDirectory(server, 'Owa', 'https://mail.contoso.com/owa', { Name: text, Path: text });
    const source = written({
      ...soundExport(server),
      'Get-OwaVirtualDirectory.xml': writeClixml([directory]),
      'Get-AcceptedDomain.xml': writeClixml([acceptedDomain('contoso.com'), acceptedDomain(text)]),
      'Get-OutlookProvider.xml': writeClixml([
        {
          types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider'],
          props: { Name: 'EXPR', CertPrincipalName: text },
        },
      ]),
    });
    const { code, folder } = await run(source);
    expect(code).toBe(0);
    const program = readFileSync(join(folder, 'main.ts'), 'utf8');
    expect(program).not.toMatch(/\$\{|%\{/);
    expect(program.split('\n').filter((line) => /^\s*(process|\*\/)/.test(line))).toEqual([]);
    expect(reportIn(folder).matrix.rows).not.toEqual([]);
  });
});

test('no secret of an export is written', async () => {
  const secret = 'c0nt0s0-s3cret';
  const source = written({
    ...soundExport(),
    'Get-SendConnector.xml': writeClixml([
      {
        types: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.SmtpSendConnectorConfig'],
        props: { Name: 'out', AddressSpaces: 'SMTP:*;1', AuthenticationCredential: secret, Password: secret },
      },
    ]),
  });
  const { folder } = await run(source);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(6);
  for (const { name, parentPath } of files) {
    const text = readFileSync(join(parentPath, name), 'utf8');
    expect(text).not.toContain(secret);
    expect(text).not.toContain('PRIVATE KEY');
  }
});

describe('refuses', () => {
  test('a folder that is not there', async () => {
    const { code, folder } = await run(join(temporaryFolder(), 'nothing'));
    expect({ code, written: existsSync(folder) }).toEqual({ code: 2, written: false });
  });

  test('to write over a project', async () => {
    const source = written(soundExport());
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'main.ts'), 'mine');
    const { code, err } = await run(source, '--out', folder);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 2, left: ['main.ts'] });
    expect(err).toContain('main.ts');
  });

  test('two organizations without a choice', async () => {
    const { 'Get-ExchangeServer.xml': servers, ...rest } = soundExport();
    const foreign = Buffer.from(servers!.toString('utf8').replaceAll('contoso', 'fabrikam').replaceAll('EX01', 'FX01'));
    const source = written({ ...rest, 'Get-ExchangeServer.xml': servers!, 'fabrikam/Get-ExchangeServer.xml': foreign });
    expect(await run(source)).toMatchObject({ code: 2, err: expect.stringContaining('--organization') });
    expect(await run(source, '--organization', 'contoso.local')).toMatchObject({ code: 0 });
  });
});
