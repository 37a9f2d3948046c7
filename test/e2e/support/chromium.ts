import type { ClientOutcome } from './client-outcome';
import { runCommand } from './command';
import { TemporaryFolder } from './temporary-folder';

export interface ChromiumOptions {
  /** A root that the user has imported into the browser. Default: only what the browser ships. */
  readonly rootPem?: string;
  /** How the root is trusted, in certutil's words: `C,,` as an authority, `P,,` as this very server. Default: `C,,`. */
  readonly trust?: 'C,,' | 'P,,' | 'CP,,';
  /** Addresses for host names, for example `{'mail.contoso.com': '127.0.0.1'}`. */
  readonly hostMap: Readonly<Record<string, string>>;
}

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
  '--enable-logging=stderr',
];

async function importRoot(home: TemporaryFolder, rootPem: string, trust: string): Promise<void> {
  const database = home.makeFolder('.pki/nssdb', 0o700);
  const root = home.write('root.pem', rootPem);
  const steps = [
    ['-N', '-d', `sql:${database}`, '--empty-password'],
    ['-A', '-d', `sql:${database}`, '-n', 'root', '-t', trust, '-i', root],
  ];
  for (const args of steps) {
    const { status, stderr } = await runCommand('certutil', args);
    if (status !== 0) throw new Error(`certutil ${args[0]} ended with ${status ?? 'its time limit'}: ${stderr}`);
  }
}

/**
 * Opens a page in headless Chromium that has a home, and so a root store, of its own.
 * @throws Error when the browser neither showed the page nor named a certificate error
 */
export async function chromium(url: string, options: ChromiumOptions): Promise<ClientOutcome> {
  const home = new TemporaryFolder('chromium');
  try {
    if (options.rootPem !== undefined) await importRoot(home, options.rootPem, options.trust ?? 'C,,');
    const rules = Object.entries(options.hostMap).map(([name, address]) => `MAP ${name} ${address}`);
    const args = [...FLAGS, `--user-data-dir=${home.path}/profile`];
    args.push(`--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND'].join(', ')}`);
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    const env = {
      ...process.env,
      HOME: home.path,
      XDG_CONFIG_HOME: `${home.path}/.config`,
      XDG_CACHE_HOME: `${home.path}/.cache`,
    };
    const { stdout, stderr } = await runCommand('chromium', [...args, '--dump-dom', url], { env, timeoutMs: 60_000 });
    const refusal = /ERR_(?:CERT_[A-Z_]+|SSL_[A-Z_]+)/.exec(`${stdout}\n${stderr}`)?.[0];
    if (refusal !== undefined) return { outcome: 'refused', detail: refusal };
    if (/<title>client access<\/title>/.test(stdout)) return { outcome: 'accepted', detail: stdout };
    throw new Error(
      `chromium showed neither the page nor a certificate error: ${stdout.slice(0, 2000)}\n${stderr.slice(-2000)}`,
    );
  } finally {
    home.remove();
  }
}
