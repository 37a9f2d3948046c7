// npm run -s cdktf -- synth|diff|deploy|destroy|... [--in FOLDER] [cdktf's own options]
// cdktf as this project wants it run: the provider mirror where there is one, no calls home, files that only their owner
// can read (state and plans hold private keys), and no question where nobody can answer.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { main, root, run, ToolError } from './run.mjs';
import { setup } from './setup.mjs';
import { terraformEnvironment } from './setup/provider-mirror.mjs';

/** Environment for any call of cdktf: its own files stay in .tools, apart from what it synthesizes. */
export function cdktfEnvironment() {
  return {
    ...terraformEnvironment(),
    CDKTF_HOME: join(root, '.tools/cdktf'),
    CDKTF_LOG_FILE_DIRECTORY: join(root, '.tools'),
    // cdktf asks the registry for the checksums of every platform and fails without it, even when the mirror has the provider.
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
    // The plugin cache in the home folder would keep links into this checkout's mirror, dead when the checkout goes.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
  };
}

/** The folder whose cdktf.json counts: the one named, else the nearest at or above the caller's. */
function workingFolder(named) {
  const from = process.env.INIT_CWD ?? process.cwd();
  if (named !== undefined) {
    const folder = resolve(from, named);
    if (!existsSync(folder)) throw new ToolError(`--in ${named}: there is no folder ${folder}`);
    return folder;
  }
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json'))) return folder;
  }
  return root;
}

function takeOption(args, name) {
  const at = args.indexOf(name);
  if (at < 0) return undefined;
  const [, value] = args.splice(at, 2);
  if (value === undefined) throw new ToolError(`${name} needs a value`);
  return value;
}

await main(async () => {
  const args = process.argv.slice(2);
  const cwd = workingFolder(takeOption(args, '--in'));
  const unattended = !process.stdin.isTTY;
  if (unattended && ['deploy', 'destroy'].includes(args[0]) && !args.includes('--auto-approve')) {
    args.push('--auto-approve');
  }
  await setup();
  process.umask(0o077);
  const cdktf = join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf');
  return run(process.execPath, [cdktf, ...args], { cwd, env: cdktfEnvironment(), allowFailure: true }).status;
});
