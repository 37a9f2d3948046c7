import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { Level } from '../../lib/policy';
import { NewCertificate, NewClients } from '../../lib/project';
import { NOW } from '../support/declared';
import { CHECKOUT, Project } from '../support/project';
import { temporaryFolder } from '../support/review-files';
import { reportOfProgram, typeFaults } from '../support/written-program';

jest.setTimeout(240_000);

interface Ran {
  readonly code: number;
  readonly err: string;
  readonly out: string;
  readonly asked: readonly string[];
}

/** @param answers what a person at the terminal types; left out: there is no terminal */
async function run(argv: readonly string[], answers?: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const asked: string[] = [];
  const code = await main(['init', ...argv], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: answers !== undefined,
    ...(answers === undefined ? {} : { ask: (question: string) => Promise.resolve(answers[asked.push(question) - 1]) }),
    env: {},
    now: () => NOW,
  });
  return { code, out, err, asked };
}

const FILES = ['.gitignore', 'cdktf.json', 'main.ts', 'package.json', 'tsconfig.json'];
const FLAGS = ['--exchange', '2019', '--server', 'ex01.corp.contoso.com', '--external', 'mail.contoso.com'];
const SMALL = [...FLAGS, '--mail-domain', 'contoso.com', '--certificate', 'purchased', '--clients', 'outlook-inside'];

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

test('options alone write a project', async () => {
  const folder = join(temporaryFolder(), 'Contoso Mail');
  const { code, err, out } = await run([folder, ...SMALL]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('npx cdktf synth');
  expect(readdirSync(folder).sort()).toEqual(FILES);
  expect(JSON.parse(read(folder, 'package.json'))).toMatchObject({ name: 'contoso-mail' });
  expect(JSON.parse(read(folder, 'cdktf.json'))).toMatchObject({ app: 'node --import tsx main.ts' });
  expect(read(folder, '.gitignore')).toContain('.state/');
});

test('what is written is TypeScript that type-checks', async () => {
  const folder = temporaryFolder();
  await run([folder, ...SMALL, '--server', 'ex02.corp.contoso.com', '--clients', ...Object.values(NewClients)]);
  expect(typeFaults(join(folder, 'main.ts'))).toEqual([]);
});

test('what is written synthesizes as a user runs it', async () => {
  const folder = temporaryFolder();
  await run([folder, ...SMALL]);
  const project = Project.of('init', read(folder, 'main.ts'));
  project.write('cdktf.json', read(folder, 'cdktf.json'));
  await project.mustSynth('main.ts', { timeoutMs: 200_000 });
  expect(project.stacks()).toHaveLength(1);
  project.remove();
});

test('the versions of the peers are those that this package asks for', async () => {
  const folder = temporaryFolder();
  await run([folder, ...SMALL]);
  const { dependencies } = JSON.parse(read(folder, 'package.json')) as { dependencies: Record<string, string> };
  const own = JSON.parse(read(CHECKOUT, 'package.json')) as {
    version: string;
    peerDependencies: Record<string, string>;
  };
  expect(Object.keys(dependencies).sort()).toEqual(
    [...Object.keys(own.peerDependencies), 'cdktf-exchange-client-access'].sort(),
  );
  expect(dependencies['cdktf-exchange-client-access']).toBe(`^${own.version}`);
});

describe('every version, source and kind of clients', () => {
  const cases = ['2007-SP3', '2010-SP3', '2013', 'SE'].flatMap((version) =>
    Object.values(NewCertificate).map((certificate) => ({ version, certificate })),
  );

  test.each(cases)('$version with $certificate is refused without files, or judged without an error', async (one) => {
    const published = ['--external', 'mail.contoso.com'];
    const every = Object.values(NewClients);
    for (const [external, sets] of [
      [published, [...every.map((kind) => [kind]), every]],
      [[], [[NewClients.OUTLOOK_INSIDE], every]],
    ] as const)
      for (const clients of sets) {
        const folder = temporaryFolder();
        const options = ['--exchange', one.version, '--certificate', one.certificate, ...external];
        const { code, err } = await run([
          folder,
          '--server',
          'cas01.corp.contoso.com',
          ...options,
          '--clients',
          ...clients,
        ]);
        const written = readdirSync(folder);
        if (code === 1)
          expect({ written, err }).toEqual({ written: [], err: expect.stringMatching(/refused.*\n {2}\w/s) });
        else {
          expect({ code, written: written.sort() }).toEqual({ code: 0, written: FILES });
          const { findings } = reportOfProgram(read(folder, 'main.ts'));
          expect(findings.filter(({ level }) => level === Level.ERROR)).toEqual([]);
        }
      }
  });

  test.each([
    ['2010-SP3', 'purchased', 0],
    ['2016', 'internal-ca', 0],
    ['SE', 'purchased', 0],
    ['2007-SP3', 'self-signed', 0],
    ['2016', 'self-signed', 1],
  ])('%s with %s for clients inside ends with %d', async (version, certificate, code) => {
    const options = ['--exchange', version, '--certificate', certificate, '--clients', 'outlook-inside'];
    expect(await run([temporaryFolder(), '--server', 'cas01.corp.contoso.com', ...options])).toMatchObject({ code });
  });
});

describe('at a terminal', () => {
  test('asks for everything that no option says', async () => {
    const folder = temporaryFolder();
    const answers = [
      '2016',
      'ex01.corp.contoso.com ex02.corp.contoso.com',
      'mail.contoso.com',
      '',
      'contoso.com',
      '',
      '',
    ];
    const { code, asked } = await run([folder], answers);
    expect(code).toBe(0);
    expect(asked).toHaveLength(7);
    const main = read(folder, 'main.ts');
    expect(main).toContain("internalHostName: 'mail.contoso.com'");
    expect(main).toContain('ExchangeVersion.EXCHANGE_2016');
    expect(main).toContain("serverFqdn: 'ex02.corp.contoso.com'");
  });

  test('asks again for what is no answer', async () => {
    const answers = [
      '1999',
      'SE',
      'not a host!',
      'ex01.contoso.com',
      '',
      '',
      '',
      'purchased',
      'nobody',
      'outlook-inside',
    ];
    const { code, err } = await run([temporaryFolder()], answers);
    expect(code).toBe(0);
    expect(err).toMatch(/1999[\s\S]*host![\s\S]*nobody/);
  });

  test('says what is missing where the input ends', async () => {
    const folder = temporaryFolder();
    const { code, err } = await run([folder], ['SE']);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 2, left: [] });
    expect(err).toContain('--server');
  });

  test('gives up on somebody who never answers', async () => {
    expect(
      await run(
        [temporaryFolder()],
        Array.from({ length: 50 }, () => '?'),
      ),
    ).toMatchObject({ code: 2 });
  });

  test('asks nothing where the options say enough', async () => {
    expect((await run([temporaryFolder(), ...SMALL], [])).asked).toEqual([]);
  });
});

describe('refuses', () => {
  test('to guess what is missing without a terminal', async () => {
    const folder = temporaryFolder();
    const { code, err } = await run([folder, '--exchange', '2016']);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 2, left: [] });
    expect(err).toMatch(/--server, --certificate, --clients are missing/);
  });

  test.each([
    ['a version that is not there', ['--exchange', '2018']],
    ['a server that is no host name', ['--server', 'ex 01_.']],
    ['a name with the start of an expression', ['--external', '${var.name}']],
    ['two external names', ['--external', 'a.contoso.com b.contoso.com']],
    ['a mail domain that is none', ['--mail-domain', '-contoso.com']],
    ['a source that is not there', ['--certificate', 'stolen']],
    ['clients that are not there', ['--clients', 'martians']],
    ['two servers of one short name', ['--server', 'ex01.a.com', 'ex01.b.com']],
    ['an option that is not there', ['--force']],
  ])('%s', async (_, more) => {
    const folder = temporaryFolder();
    const { code, err } = await run([folder, ...SMALL, ...more]);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 2, left: [] });
    expect(err).not.toBe('');
  });

  test.each(FILES)('to write over %s', async (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), 'mine');
    const { code, err } = await run([folder, ...SMALL]);
    expect({ code, left: readdirSync(folder), text: read(folder, name) }).toEqual({
      code: 2,
      left: [name],
      text: 'mine',
    });
    expect(err).toContain(name);
  });

  test('to write through a link, or below a file', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'main.ts'));
    writeFileSync(join(folder, 'file'), '');
    expect(await run([folder, ...SMALL])).toMatchObject({ code: 2 });
    expect(await run([join(folder, 'file/below'), ...SMALL])).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('to leave a part behind where a folder cannot be made', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    const { code } = await run([join(folder, 'a', 'x'.repeat(300)), ...SMALL]);
    expect({ code, left: readdirSync(join(folder, 'a')) }).toEqual({ code: 2, left: [] });
  });
});
