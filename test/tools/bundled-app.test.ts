import { buildSync } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PACKAGE = 'cdktf-exchange-client-access';

const APP = `
import { App } from 'cdktf';
import { CertificateSource, ClientAccessServer, ClientAccessStack, ExchangeVersion, InternalCa } from '${PACKAGE}';
const app = new App({ context: { clientAccessNow: '2026-04-01', clientAccessQuiet: true } });
const mail = new ClientAccessStack(app, 'mail');
const ca = new InternalCa(mail, 'ca', { commonName: 'Contoso Root CA' });
new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2019,
  internalHostName: 'mail.contoso.com',
  certificate: CertificateSource.internalCa(ca),
});
app.synth();
`;

describe('an app that esbuild bundled into one file', () => {
  const project = mkdtempSync(join(tmpdir(), 'client-access-bundled-'));
  const modules = join(project, 'node_modules');
  const synth = (): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(project, 'out/app.cjs')], { cwd: project, encoding: 'utf8' });

  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'tools/build.mjs'), '--no-types']);
    mkdirSync(modules);
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (name !== PACKAGE) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    symlinkSync(ROOT, join(modules, PACKAGE));
    writeFileSync(join(project, 'app.ts'), APP);
    buildSync({
      absWorkingDir: project,
      entryPoints: ['app.ts'],
      outfile: 'out/app.cjs',
      bundle: true,
      platform: 'node',
      external: ['cdktf', 'constructs', '@cdktf/*'],
      logLevel: 'silent',
    });
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('finds the script for the apply in the installed package', () => {
    expect(synth()).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(project, 'cdktf.out/stacks/mail/client-access/apply.cjs'))).toBe(true);
  }, 60_000);

  test('says what bundling lacks where the package is not installed', () => {
    rmSync(join(modules, PACKAGE));
    const { status, stderr } = synth();
    expect(status).not.toBe(0);
    expect(String(stderr)).toContain(`install the package where it runs, or leave it out of the bundle`);
  }, 60_000);
});
