import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, OUTLOOK_ANYWHERE_LINE, RUNNER_FILES, TeamRepository, type CommandResult } from './support';

const TIME_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

const FOLDER = 'examples/integrations/pre-commit';
const HOOK = 'client-access-review.sh';
const FRAMEWORK = '.pre-commit-config.yaml';
const checkoutFile = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');
const BELOW = 'infra/mail';
const REFUSED_LINE = `(${BELOW}/main.ts:${OUTLOOK_ANYWHERE_LINE})`;

describeWith(['git', 'terraform'], 'the hook before a commit', () => {
  let repository: TeamRepository;

  function repositoryWith(purpose: string, ...files: string[]): TeamRepository {
    repository = new TeamRepository(purpose);
    for (const file of files) repository.copy(`${FOLDER}/${file}`, file);
    return repository;
  }

  /** A repository whose project lies below the top, with its packages. */
  async function repositoryBelow(purpose: string): Promise<TeamRepository> {
    repository = new TeamRepository(purpose, BELOW);
    await repository.run('npm', ['ci', '--prefix', BELOW]);
    return repository;
  }
  afterAll(() => TeamRepository.removePackage());
  afterEach(() => repository.remove());

  /** A commit as a person makes one, with its hooks. */
  function commit(env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    repository.git('add', '--all');
    const who = ['-c', 'user.name=Team', '-c', 'user.email=team@contoso.com'];
    return repository.run('git', [...who, 'commit', '--message', 'a change'], env);
  }

  const commits = (): number => Number(repository.git('rev-list', '--all', '--count'));

  test('as a plain git hook, it stops what the policy refuses and what can’t be synthesized', async () => {
    repositoryWith('hook', HOOK);
    symlinkSync(`../../${HOOK}`, join(repository.path, '.git/hooks/pre-commit'));
    await repository.run('npm', ['ci']);
    repository.writeApp('selfSigned()');
    const refused = await commit();
    expect([refused.status, refused.stderr.match(/ERROR ECA101/g)]).toEqual([1, ['ERROR ECA101']]); // reported, and once
    expect(await commit({ CLIENT_ACCESS_FAIL_ON: 'never' })).toMatchObject({ status: 0 });
    repository.writeApp('internalCa(ca)');
    expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringContaining('accepted') });
    repository.write('main.ts', 'this is no TypeScript');
    const broken = await commit();
    expect(broken).toMatchObject({ status: 1, stderr: expect.stringContaining('main.ts:1') });
    expect(broken.stderr).not.toContain('Client Access policy');
    expect(commits()).toBe(2);
  });

  test('as the plain git hook that the README shows, it judges a project below the top', async () => {
    await repositoryBelow('hook-below');
    repository.copy(`${FOLDER}/${HOOK}`, `${BELOW}/${HOOK}`);
    const [, hook] = /^```sh\n(#!\/bin\/sh\n.*?)^```$/ms.exec(
      checkoutFile('examples/integrations/README.md'),
    ) as RegExpExecArray;
    repository.write('.git/hooks/pre-commit', hook);
    chmodSync(join(repository.path, '.git/hooks/pre-commit'), 0o755);
    repository.writeApp('selfSigned()');
    expect(await commit()).toMatchObject({ status: 1, stderr: expect.stringContaining(REFUSED_LINE) });
    repository.writeApp('internalCa(ca)');
    expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringContaining('accepted') });
    expect(commits()).toBe(1);
  });

  describeWith(['pre-commit'], 'in the pre-commit framework', () => {
    test('judges a project below the top, set so as its file says', async () => {
      await repositoryBelow('pre-commit-below');
      repository.copy(`${FOLDER}/${HOOK}`, HOOK);
      const framework = checkoutFile(`${FOLDER}/${FRAMEWORK}`);
      const [entry] = /entry: env .*/.exec(framework) as RegExpExecArray;
      repository.write(FRAMEWORK, framework.replace(/^( +)entry: .*$/m, `$1${entry}`));
      expect(await repository.run(RUNNER_FILES['pre-commit'], ['install'])).toMatchObject({ status: 0 });
      repository.writeApp('selfSigned()');
      expect(await commit()).toMatchObject({ status: 1, stderr: expect.stringContaining(REFUSED_LINE) });
      repository.writeApp('internalCa(ca)');
      expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringMatching(/policy\.+Passed/) });
    });

    test('runs for code and certificates, and for nothing else', async () => {
      repositoryWith('pre-commit', HOOK, FRAMEWORK);
      const installed = await repository.run(RUNNER_FILES['pre-commit'], ['install']);
      expect(installed).toMatchObject({ status: 0 });
      await repository.run('npm', ['ci']);
      repository.writeApp('selfSigned()');
      expect(await commit()).toMatchObject({ status: 1, stderr: expect.stringContaining('ERROR ECA101') });
      repository.writeApp('internalCa(ca)');
      expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringMatching(/policy\.+Passed/) });
      repository.write('notes.md', 'nothing that counts');
      expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringContaining('Skipped') });
      repository.write('vendor.pem', 'a certificate');
      expect(await commit()).toMatchObject({ status: 0, stderr: expect.stringMatching(/policy\.+Passed/) });
      expect(commits()).toBe(3);
    });
  });
});
