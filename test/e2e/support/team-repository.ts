import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandResult, runCommand } from './command';
import { TemporaryFolder } from './temporary-folder';
import { terraformEnvironment } from './terraform';

const CHECKOUT = join(__dirname, '../../..');

/** What a project of this package has in its node_modules besides the package. */
const PACKAGES = ['cdktf', 'cdktf-cli', 'constructs', 'tsx', '@cdktf/provider-tls'];

/** Where an app's certificate comes from; with the first, Outlook Anywhere does not work. */
export type AppCertificate = 'selfSigned()' | 'internalCa(ca)';

/** The app that the team changes; Outlook Anywhere is declared in the line that `OUTLOOK_ANYWHERE_LINE` gives. */
const app = (certificate: AppCertificate): string => `import { App } from 'cdktf';
import * as access from 'cdktf-exchange-client-access';

const app = new App();
const mail = new access.ClientAccessStack(app, 'contoso-mail');
const ca = new access.InternalCa(mail, 'corporate-ca', { commonName: 'Contoso Root CA' });
const cas = new access.ClientAccessServer(mail, 'cas01', {
  version: access.ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas01.corp.contoso.com',
  windowsServer: '2008',
  certificate: access.CertificateSource.${certificate},
});
cas.addOutlookAnywhere();
new access.ClientPopulation(mail, 'office', {
  platform: access.ClientPlatform.WINDOWS_7,
  place: access.ClientPlace.INSIDE,
  rootState: access.RootState.PUSHED,
  uses: [access.ClientProtocol.OUTLOOK_ANYWHERE],
  servers: [cas],
});
void ca;
app.synth();
`;
export const OUTLOOK_ANYWHERE_LINE = 13;

let packed: TemporaryFolder | undefined;

/** What npm would publish, unpacked once; beside it the packages that it depends on. */
function packedPackage(): string {
  if (packed !== undefined) return join(packed.path, 'package');
  packed = new TemporaryFolder('packed');
  const { path } = packed;
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', path];
  const archive = execFileSync('npm', pack, { cwd: CHECKOUT, encoding: 'utf8' }).trim().split('\n').at(-1) as string;
  execFileSync('tar', ['-xzf', join(path, archive), '-C', path]);
  symlinkSync(join(CHECKOUT, 'node_modules'), join(path, 'package/node_modules'));
  return join(path, 'package');
}

/** What `npm ci` runs in the project: lays out node_modules as npm would, without fetching anything. */
const layOut = (installed: string): string => `const { mkdirSync, symlinkSync } = require('node:fs');
const links = ${JSON.stringify({
  ...Object.fromEntries(PACKAGES.map((name) => [name, join(CHECKOUT, 'node_modules', name)])),
  'cdktf-exchange-client-access': installed,
  '.bin/cdktf': '../cdktf-cli/bundle/bin/cdktf',
  '.bin/client-access': '../cdktf-exchange-client-access/dist/bin/client-access.js',
})};
for (const folder of ['.bin', '@cdktf']) mkdirSync('node_modules/' + folder, { recursive: true });
for (const [name, target] of Object.entries(links)) symlinkSync(target, 'node_modules/' + name);
`;

/** A team's git repository with a CDKTF project, whose own `npm ci` installs this package as it would be published. */
export class TeamRepository {
  /** Removes what all repositories of a test file share: for the end of it. */
  public static removePackage(): void {
    packed?.remove();
    packed = undefined;
  }

  /** Home folder of whoever works with it: empty at first, so that nothing of this machine's user counts. */
  public readonly home: string;
  private readonly top: TemporaryFolder;

  /** @param project where the project lies in the repository; left out: at its top */
  public constructor(
    purpose: string,
    private readonly project = '.',
  ) {
    this.top = new TemporaryFolder(`team-${purpose}`);
    this.home = this.top.makeFolder('home', 0o700);
    mkdirSync(join(this.path, project), { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
    const manifest = { name: 'contoso-mail', version: '1.0.0', private: true };
    const root = { name: manifest.name, version: manifest.version, hasInstallScript: true };
    const files = {
      'package.json': JSON.stringify({ ...manifest, scripts: { postinstall: 'node lay-out.cjs' } }),
      'package-lock.json': JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages: { '': root } }),
      'cdktf.json': JSON.stringify({
        language: 'typescript',
        app: 'node --import tsx main.ts',
        projectId: 'client-access-test',
        sendCrashReports: 'false',
      }),
      'lay-out.cjs': layOut(packedPackage()),
      '.gitignore': 'node_modules/\ncdktf.out/\n*.log\n',
    };
    for (const [name, text] of Object.entries(files)) this.write(join(project, name), text);
  }

  public get path(): string {
    return join(this.top.path, 'repository');
  }

  /** A folder beside the repository. */
  public beside(name: string): string {
    return this.top.makeFolder(name, 0o700);
  }

  /** What a runner is started with: nothing that points to another pipeline, nothing of this machine's user, no network. */
  public get environment(): NodeJS.ProcessEnv {
    const kept = ['PATH', 'TMPDIR', 'TERRAFORM_BINARY_NAME', 'TF_CLI_CONFIG_FILE', 'CHECKPOINT_DISABLE'];
    const all: NodeJS.ProcessEnv = { CHECKPOINT_DISABLE: '1', ...terraformEnvironment() };
    return {
      ...Object.fromEntries(kept.filter((name) => all[name] !== undefined).map((name) => [name, all[name]])),
      HOME: this.home,
      XDG_CACHE_HOME: join(this.home, '.cache'),
      LC_ALL: 'C.UTF-8',
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      npm_config_audit: 'false',
    };
  }

  public write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  /** Copies a file of the checkout as the page says. */
  public copy(from: string, to: string): void {
    mkdirSync(dirname(join(this.path, to)), { recursive: true });
    copyFileSync(join(CHECKOUT, from), join(this.path, to));
  }

  public read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  public writeApp(certificate: AppCertificate): void {
    this.write(join(this.project, 'main.ts'), app(certificate));
  }

  public git(...args: string[]): string {
    const who = ['-c', 'user.name=Team', '-c', 'user.email=team@contoso.com'];
    return execFileSync('git', [...who, ...args], { cwd: this.path, env: this.environment, encoding: 'utf8' }).trim();
  }

  /** Commits everything. @returns the commit's hash */
  public commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs a command at the repository's top. */
  public run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return runCommand(command, args, {
      cwd: this.path,
      env: { ...this.environment, ...env },
      timeoutMs: 90_000,
    });
  }

  public remove(): void {
    this.top.remove();
  }
}
