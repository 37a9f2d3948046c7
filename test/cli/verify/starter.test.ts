import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foundProgram, FoundService, sourceText } from '../../../lib/project';
import { ClientProtocol, Encryption } from '../../../lib/model';
import { Report } from '../../../lib/policy';
import { issueChain, issueCertificate } from '../../support/issue';
import { LoopbackServer } from '../../support/probing';
import { Project } from '../../support/project';
import { at, declaredAt, NAME, VerifyFolder } from '../../support/verifying';
import { reportOfProgram, typeFaults } from '../../support/written-program';

jest.setTimeout(240_000);

const NOW = new Date('2026-11-23T12:00:00Z');
const folder = new VerifyFolder();
const chain = issueChain([NAME, 'autodiscover.contoso.com'], { key: 'rsa2048' });
let server: LoopbackServer;

beforeAll(async () => {
  server = await LoopbackServer.tls({ cert: chain.leaf.pem + chain.intermediate.pem, key: chain.leaf.keyPem });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const run = (...more: string[]) =>
  folder.run([`${NAME}:${server.port}`, ...at(server.port), ...more], { now: () => NOW });

/** Runs a written program where its files are. */
function reportIn(path: string, name = 'main.ts'): Report {
  const before = process.cwd();
  process.chdir(path);
  try {
    return reportOfProgram(readFileSync(name, 'utf8'), NOW);
  } finally {
    process.chdir(before);
  }
}

test('a project of what was met: it type-checks, synthesizes, and its baseline holds what is wrong today', async () => {
  const path = folder.file('contoso-found');
  const { err, out } = await run('--starter', path, '--format', 'json');
  expect(err).toBe('');
  expect((JSON.parse(out) as { notices: string[] }).notices).toContainEqual(expect.stringContaining(path));
  expect(readdirSync(path).sort()).toEqual([
    '.gitignore',
    'cdktf.json',
    'certificates',
    'main.ts',
    'package.json',
    'policy-baseline.json',
    'tsconfig.json',
  ]);
  expect(typeFaults(join(path, 'main.ts'))).toEqual([]);
  const { findings, matrix, summary } = reportIn(path);
  expect(summary.refused).toBe(false);
  // A private root and unmanaged phones: something is wrong.
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ inBaseline }) => inBaseline !== true)).toEqual([]);
  expect(matrix.rows.map(({ protocol }) => protocol)).toContain(ClientProtocol.OWA);

  const project = Project.of('found', readFileSync(join(path, 'main.ts'), 'utf8'));
  for (const name of readdirSync(path, { recursive: true }) as string[])
    if (/\.(pem|json)$/.test(name) && !/^(package|tsconfig|cdktf)/.test(name)) {
      mkdirSync(dirname(project.at(name)), { recursive: true });
      project.write(name, readFileSync(join(path, name), 'utf8'));
    }
  await project.mustSynth('main.ts', { timeoutMs: 200_000 });
  expect(project.stacks()).toEqual(['contoso-found']);
  project.remove();
});

test('FILE.ts is the program alone, with what it reads beside it', async () => {
  const path = folder.file('alone');
  expect((await run('--starter', join(path, 'found.ts'), '--quiet', '--fail-on', 'never')).code).toBe(0);
  expect(readdirSync(path).sort()).toEqual(['certificates', 'found.ts', 'policy-baseline.json']);
  expect(reportIn(path, 'found.ts').summary.refused).toBe(false);
});

describe('is refused before anything is asked', () => {
  const refused = async (message: RegExp, ...argv: readonly string[]): Promise<void> => {
    const { code, err, out } = await folder.run(argv, { now: () => NOW });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  };

  test('where something is there already', async () => {
    const path = folder.file('taken.ts');
    writeFileSync(path, '// mine');
    await refused(/is there already/, NAME, '--starter', path);
    expect(readFileSync(path, 'utf8')).toBe('// mine');
  });

  test('of a part of a run, of a watch, of what is declared', async () => {
    await refused(/one whole run/, NAME, '--starter', folder.file('x'), '--shard', '1/2');
    await refused(/one whole run/, NAME, '--starter', folder.file('x'), '--watch');
    await refused(/--starter is of a run/, '--merge', 'x.json', '--starter', folder.file('x'));
    await refused(/declares them/, folder.declare(declaredAt(443)), '--starter', folder.file('x'));
  });
});

test('nothing answers: nothing is written, and the report says so', async () => {
  const path = folder.file('nothing');
  const { code, out } = await folder.run([NAME, '--starter', path], { now: () => NOW });
  expect(code).toBe(4);
  expect(out).toContain('no stack to start from was written');
  expect(existsSync(path)).toBe(false);
});

describe('the program', () => {
  const own = issueCertificate({ subject: 'imap', dnsNames: ['imap.contoso.com'], issuer: chain.root });
  const met = ({ certificate, pem }: Pick<typeof own, 'certificate' | 'pem'>, subject = certificate.subject) => ({
    sha1: certificate.sha1,
    subject,
    issuer: certificate.issuer,
    notAfter: certificate.notAfter.toISOString(),
    pem,
    chainPem: [chain.intermediate.pem],
  });
  const web = met(chain.leaf);
  const service = (
    protocol: ClientProtocol,
    port: number,
    encryption = Encryption.TLS,
    certificate = web,
  ): FoundService => ({
    protocol,
    port,
    encryption,
    certificate,
  });
  const text = (...hosts: Parameters<typeof foundProgram>[1]): string => {
    const { blocks, heading } = foundProgram('contoso', hosts);
    return sourceText(heading, blocks);
  };

  test('has the ports of mail that answered, and a certificate of its own where the role has one', () => {
    const program = text({
      host: NAME,
      mailDomain: 'contoso.com',
      services: [
        service(ClientProtocol.OWA, 443),
        service(ClientProtocol.IMAP4, 993, Encryption.TLS, met(own)),
        service(ClientProtocol.IMAP4, 143, Encryption.STARTTLS, met(own)),
        service(ClientProtocol.SMTP_SUBMISSION, 587, Encryption.STARTTLS),
      ],
    });
    expect(program).toMatch(
      /addImap4\(\{\s*listeners: \[\s*\{ port: 993, encryption: Encryption.TLS \},\s*\{ port: 143/,
    );
    expect(program).toContain('.assignCertificate(CertificateRole.IMAP');
    expect(program).not.toContain('CertificateRole.SMTP');
    expect(program).toContain("mailDomains: ['contoso.com']");
    expect(program).not.toContain('SharedCertificate');
  });

  test('shares a certificate that several hosts present, and gives hosts that begin alike ids of their own', () => {
    const hosts = ['mail.contoso.com', 'mail.fabrikam.com'];
    const program = text(...hosts.map((host) => ({ host, services: [service(ClientProtocol.OWA, 443)] })));
    expect(program.match(/new SharedCertificate\(/g)).toHaveLength(1);
    expect([...program.matchAll(/new ClientAccessServer\(mail, '([^']+)'/g)].map(([, id]) => id)).toEqual([
      'mail',
      'mail-2',
    ]);
    expect(program.match(/no Autodiscover answered/g)).toHaveLength(2);
  });

  test('of mail alone declares nothing else', () => {
    const program = text({ host: 'imap.contoso.com', services: [service(ClientProtocol.IMAP4, 993)] });
    expect(program).toContain('protocols: [ClientProtocol.IMAP4]');
    expect(program).toContain('mail-programs');
    expect(program).not.toContain('iphones');
  });

  test.each(["'; process.exit(7); //", '${file("/etc/passwd")}', 'a\nprocess.exit(7)\n', 'a\u2028process.exit(7)//'])(
    'takes what a certificate says for data: %j',
    (subject) => {
      const program = text({
        host: NAME,
        services: [service(ClientProtocol.OWA, 443, Encryption.TLS, met(chain.leaf, subject))],
      });
      expect(program.split('\n').filter((line) => /^\s*process/.test(line))).toEqual([]);
      expect(program.split('\n').filter((line) => line.includes('$' + '{') && !line.startsWith('//'))).toEqual([]);
    },
  );
});
