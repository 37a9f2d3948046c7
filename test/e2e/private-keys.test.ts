import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CHECKOUT, Project } from '../support/project';
import { type CommandResult, findCommand, runCommand } from './support/command';
import { describeWith } from './support/requirements';
import { terraformEnvironment } from './support/terraform';

jest.setTimeout(400_000);

const TERRAFORM = findCommand('terraform') ?? findCommand('tofu') ?? 'terraform';

const MAIN = `
import { App } from 'cdktf';
import { CertificateSource, ClientAccessServer, ClientAccessStack, ExchangeVersion, InternalCa, KeyAlgorithm } from 'cdktf-exchange-client-access';
const app = new App();
const mail = new ClientAccessStack(app, 'mail');
const pki = new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA', keyAlgorithm: KeyAlgorithm.ECDSA_P256 });
for (const name of ['cas01', 'cas02'].slice(0, Number(process.env.SERVERS ?? 2))) {
  new ClientAccessServer(mail, name, {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: name + '.corp.contoso.com',
    windowsServer: '2019',
    certificate: CertificateSource.internalCa(pki),
  });
}
app.synth();
`;

/** Runs a command as somebody whose umask hides nothing. */
function openly(cwd: string, command: string, ...args: string[]): Promise<CommandResult> {
  const options = { cwd, env: { ...terraformEnvironment() }, timeoutMs: 100_000 };
  return runCommand('/bin/sh', ['-c', 'umask 000; exec "$0" "$@"', command, ...args], options);
}

async function terraform(folder: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await openly(folder, TERRAFORM, ...args, '-no-color');
  if (status !== 0) throw new Error(`terraform ${args.join(' ')}: ${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

/** Files below a folder that somebody else on the machine can reach and read. */
function readableByOthers(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return [];
    if (found.isDirectory()) return (found.mode & 0o001) === 0 ? [] : readableByOthers(path);
    return (found.mode & 0o004) === 0 ? [] : [path];
  });
}

/** Whether a file holds a private key: in clear, or in a plan file, which is a ZIP whose members are compressed. */
function holdsKey(path: string): boolean {
  const bytes = readFileSync(path);
  return bytes.includes('PRIVATE KEY') || bytes.subarray(0, 2).toString() === 'PK';
}

function exposed(folder: string): string[] {
  // The script of the package names the marker of a key, and holds none.
  return readableByOthers(folder).filter((path) => basename(path) !== 'apply.cjs' && holdsKey(path));
}

describeWith(['terraform'], 'private keys on disk, whatever the umask', () => {
  let project: Project;
  const stack = (): string => join(project.path, 'cdktf.out/stacks/mail');

  beforeAll(async () => {
    project = Project.of('private-keys', MAIN);
    chmodSync(project.path, 0o755);
    await project.mustSynth('main.ts', { clock: null });
    await terraform(stack(), 'init', '-input=false');
  });
  afterAll(() => project.remove());

  test('a deploy leaves none that others can read', async () => {
    await terraform(stack(), 'apply', '-auto-approve', '-input=false');
    expect(existsSync(join(project.path, '.state/mail.tfstate'))).toBe(true);
    expect(exposed(project.path)).toEqual([]);
    expect(await terraform(stack(), 'plan', '-detailed-exitcode')).toContain('No changes');
  });

  test('a plan file lies in a folder that others cannot open, and the next accepted synth removes it', async () => {
    await terraform(stack(), 'plan', '-out=plan');
    expect(statSync(stack()).mode & 0o077).toBe(0);
    expect(exposed(project.path)).toEqual([]);
    await project.mustSynth('main.ts', { clock: null });
    expect(existsSync(join(stack(), 'plan'))).toBe(false);
  });

  test('a bundle that is not on this machine is reported, with the way to write it again', async () => {
    const bundles = join(project.path, '.state/bundles/mail');
    cpSync(bundles, join(project.path, 'elsewhere'), { recursive: true });
    chmodSync(join(project.path, 'elsewhere'), 0o700);
    await openly(project.path, 'rm', '-rf', join(bundles, 'cas02'));
    const log = (await terraform(stack(), 'plan', '-detailed-exitcode')).replace(/\s+/g, ' ');
    expect(log).toContain('Check block assertion failed');
    const address = /terraform apply -replace=(\S+)/.exec(log)?.[1];
    expect(address).toMatch(/^terraform_data\.Bundles_from-cas01_Bundle_/);
    await terraform(stack(), 'apply', '-auto-approve', '-input=false', `-replace=${address}`);
    expect(existsSync(join(bundles, 'cas02/private-key.pem'))).toBe(true);
    expect(await terraform(stack(), 'plan', '-detailed-exitcode')).not.toContain('assertion failed');
  });

  test('a workspace is refused, since state and bundles have one place', async () => {
    await terraform(stack(), 'workspace', 'new', 'dev');
    const refused = await openly(stack(), TERRAFORM, 'plan', '-input=false', '-no-color');
    await terraform(stack(), 'workspace', 'select', 'default');
    expect([refused.status, refused.stderr.replace(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('not for each workspace'),
    ]);
  });

  test('a destroy elsewhere says what remains', async () => {
    await openly(project.path, 'rm', '-rf', join(project.path, '.state/bundles/mail/cas01'));
    const log = await terraform(stack(), 'destroy', '-auto-approve', '-input=false');
    expect(log).toMatch(/no bundle at ".*cas01" on this machine/);
    expect(exposed(project.path)).toEqual([]);
  });
});

describeWith(['terraform'], 'a stack that was carried to another machine', () => {
  test('closes the folder of its state before the first key is there', async () => {
    const project = Project.of('carried', MAIN);
    await project.mustSynth('main.ts', { clock: null, env: { SERVERS: '1' } });
    const other = join(project.path, 'other');
    mkdirSync(other, { mode: 0o755 });
    chmodSync(project.path, 0o755);
    cpSync(join(project.path, 'cdktf.out'), join(other, 'cdktf.out'), { recursive: true });
    chmodSync(join(other, 'cdktf.out/stacks/mail'), 0o755);
    const folder = join(other, 'cdktf.out/stacks/mail');
    await terraform(folder, 'init', '-input=false');
    await terraform(folder, 'apply', '-auto-approve', '-input=false');
    expect(statSync(join(other, '.state')).mode & 0o077).toBe(0);
    expect(exposed(other)).toEqual([]);
    project.remove();
  });

  test.each(["new ClientAccessStack(app, 'mail', { localState: false })", 'plain(app)'])(
    'a local state of another backend is closed too: %s',
    async (stackText) => {
      const main = MAIN.replace("new ClientAccessStack(app, 'mail')", stackText).replace(
        'const app = new App();',
        `const app = new App();
import { TerraformStack } from 'cdktf';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
const plain = (scope: App): TerraformStack => { const made = new TerraformStack(scope, 'mail'); new TlsProvider(made, 'tls'); return made; };`,
      );
      const open = Project.of('open-state', main);
      try {
        chmodSync(open.path, 0o755);
        await open.mustSynth('main.ts', { clock: null });
        const folder = join(open.path, 'cdktf.out/stacks/mail');
        await terraform(folder, 'init', '-input=false');
        await terraform(folder, 'apply', '-auto-approve', '-input=false');
        await terraform(
          folder,
          'apply',
          '-auto-approve',
          '-input=false',
          '-replace=tls_private_key.pki_RootKey_281A5CEA',
        );
        expect(existsSync(join(open.path, 'terraform.mail.tfstate.backup'))).toBe(true);
        expect(exposed(open.path)).toEqual([]);
        expect(await terraform(folder, 'plan', '-detailed-exitcode')).toContain('No changes');
      } finally {
        open.remove();
      }
    },
  );

  test('is refused as a module, whose instances would share one folder of bundles', async () => {
    const project = Project.of('module', MAIN);
    await project.mustSynth('main.ts', { clock: null, env: { SERVERS: '1' } });
    mkdirSync(join(project.path, 'root'));
    project.write(
      'root/main.tf.json',
      JSON.stringify({ module: { mail: { source: '../cdktf.out/stacks/mail', for_each: { a: 'a', b: 'b' } } } }),
    );
    const folder = join(project.path, 'root');
    const init = await openly(folder, TERRAFORM, 'init', '-input=false', '-no-color');
    const plan = await openly(folder, TERRAFORM, 'plan', '-input=false', '-no-color');
    expect(init.status === 0 ? plan.stderr : init.stderr).toMatch(/used as a module|provider configuration/);
    expect(init.status === 0 ? plan.status : init.status).toBe(1);
    project.remove();
  });
});

describeWith(['terraform'], 'an output folder outside the project', () => {
  test('keeps state and bundles in the project, and another output folder finds them', async () => {
    const project = Project.of('elsewhere', MAIN);
    const nested = join(project.path, 'app');
    mkdirSync(nested);
    mkdirSync(join(project.path, 'dist'));
    project.write('app/main.ts', MAIN);
    const synth = (outdir: string): Promise<CommandResult> =>
      runCommand(process.execPath, ['--import', join(CHECKOUT, 'node_modules/tsx/dist/loader.mjs'), 'main.ts'], {
        cwd: nested,
        env: { ...process.env, CDKTF_OUTDIR: join(project.path, outdir), SERVERS: '1' },
        timeoutMs: 60_000,
      });
    expect((await synth('dist/mail')).status).toBe(0);
    const first = join(project.path, 'dist/mail/stacks/mail');
    await terraform(first, 'init', '-input=false');
    await terraform(first, 'apply', '-auto-approve', '-input=false');
    expect(existsSync(join(nested, '.state/mail.tfstate'))).toBe(true);
    expect(existsSync(join(nested, '.state/bundles/mail/cas01/private-key.pem'))).toBe(true);
    expect(statSync(join(nested, '.state')).mode & 0o077).toBe(0);
    expect(existsSync(join(project.path, 'dist/.state'))).toBe(false);
    expect((await synth('out')).status).toBe(0);
    const second = join(project.path, 'out/stacks/mail');
    await terraform(second, 'init', '-input=false');
    expect(await terraform(second, 'apply', '-auto-approve', '-input=false')).not.toMatch(/tls_\S+: Creating/);
    project.remove();
  });
});
