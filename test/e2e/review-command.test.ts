import { spawn, spawnSync, SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Report } from '../../lib/policy';
import { reviewEstate } from '../support/review-estate';
import { run, slicesOf, temporaryFolder, writeOutputFolder } from '../support/review-files';

/** The command as it is shipped; the test command builds it first. */
const BIN = join(__dirname, '../../dist/bin/client-access.js');
const command = (argv: string[], options: object = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [BIN, ...argv], { encoding: 'utf8', maxBuffer: 1 << 28, ...options });

/** The page's own script may say a character as an escape, which changes the script's digest. */
const plain = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/sha256-[\w+/]+=/g, 'sha256');

describe('the command as a process', () => {
  const folder = writeOutputFolder(reviewEstate({ servers: 200 }));

  test('ends with the exit code, and writes the report alone to standard output', () => {
    const { status, stdout, stderr } = command(['review', folder, '-f', 'json']);
    expect([status, stderr]).toEqual([1, '']);
    expect((JSON.parse(stdout) as Report).summary.servers).toBe(200);
    expect(command(['review', '/nowhere']).status).toBe(2);
    expect(command(['review', '--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(command(['review', '--halp']).status).toBe(2);
    expect(command(['--version'])).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(['html', 'markdown', 'text'])('writes %s as the sources say it, beyond ASCII too', async (format) => {
    const argv = ['review', folder, '-f', format, '--now', '2026-11-23', '--base', folder];
    expect(plain(command(argv).stdout)).toBe(plain((await run(...argv)).out));
  });

  test('a reader that goes away ends it without a crash', async () => {
    const child = spawn('bash', [
      '-c',
      '"$0" "$1" review "$2" -f json | head -c 10; echo "${PIPESTATUS[0]}"',
      process.execPath,
      BIN,
      folder,
    ]);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    await new Promise((done) => child.on('close', done));
    expect(err).toBe('');
    expect(out.trim()).toBe('{\n  "schem1');
  });

  test('an output that can not be written is exit code 2 and leaves nothing', () => {
    const out = temporaryFolder();
    const { status, stderr } = command(['review', folder, '-o', `json=${join(out, 'x/y.json')}`]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('its folder is not there')]);
    expect(readdirSync(out)).toEqual([]);
    expect(command(['review', folder, '-q', '-o', 'json=/dev/full']).status).toBe(2);
    const full = spawnSync('bash', ['-c', '"$0" "$1" review "$2" > /dev/full', process.execPath, BIN, folder], {
      encoding: 'utf8',
    });
    expect([full.status, full.stderr]).toEqual([2, expect.stringContaining("standard output can't be written")]);
    expect(spawnSync('bash', ['-c', '"$0" "$1" review /nowhere 2> /dev/full', process.execPath, BIN]).status).toBe(2);
  });

  test('runs in a project that only installed the package', () => {
    const project = temporaryFolder();
    const installed = join(project, 'node_modules/cdktf-exchange-client-access');
    mkdirSync(join(installed, 'dist'), { recursive: true });
    cpSync(join(__dirname, '../../dist/bin'), join(installed, 'dist/bin'), { recursive: true });
    cpSync(join(__dirname, '../../package.json'), join(installed, 'package.json'));
    mkdirSync(join(project, 'node_modules/.bin'));
    symlinkSync(
      '../cdktf-exchange-client-access/dist/bin/client-access.js',
      join(project, 'node_modules/.bin/client-access'),
    );
    writeFileSync(join(project, 'package.json'), '{"name": "project", "private": true}');
    const options = { cwd: project, encoding: 'utf8' as const };
    const { status, stdout } = spawnSync('npx', ['--no-install', 'client-access', 'review', folder], options);
    expect(stdout).toMatch(/^Client Access policy: REFUSED/);
    expect(status).toBe(1);
    expect(spawnSync('npx', ['--no-install', 'client-access', 'rules', 'show', 'ECA101'], options).status).toBe(0);
  });

  test('a plan comes through a pipe from Terraform itself, and its secrets reach no format', () => {
    const project = temporaryFolder();
    const estate = reviewEstate({ servers: 1, selfSignedEvery: 0 });
    const [server] = estate.servers;
    const slices = slicesOf({ ...estate, servers: [{ ...server, internalHost: { expression: '${var.host}' } }] });
    const escaped = Object.entries(slices).map(([name, text]) => [name, { input: text.replaceAll('${', () => '$${') }]);
    const configuration = {
      variable: {
        host: { type: 'string', default: 'inside.contoso.com' },
        password: { type: 'string', sensitive: true, default: 'hunter2-secret' },
      },
      resource: { terraform_data: { ...Object.fromEntries(escaped), secret: { input: '${var.password}' } } },
    };
    writeFileSync(join(project, 'main.tf.json'), JSON.stringify(configuration));
    const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
    const script =
      'umask 077; terraform init >/dev/null && terraform plan -out p >/dev/null && terraform show -json p | "$@"';
    const outputs = ['json', 'text', 'markdown', 'html', 'sarif', 'junit', 'gitlab', 'github'];
    const argv = outputs.flatMap((format) => ['-o', `${format}=${join(project, `review.${format}`)}`]);
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', script, 'bash', process.execPath, BIN, 'review', '-', ...argv],
      {
        cwd: project,
        env,
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([1, '']);
    const report = JSON.parse(readFileSync(join(project, 'review.json'), 'utf8')) as Report;
    expect(report.moment).toBe('planned');
    expect(report.summary.servers).toBe(1);
    for (const format of outputs) {
      const file = join(project, `review.${format}`);
      expect(existsSync(file)).toBe(true);
      expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    }
  }, 120_000);
});
