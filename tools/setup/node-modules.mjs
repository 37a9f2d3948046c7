// Installs the packages of the lock file when they are missing or older than it.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

/** npm writes this file at the end of every install. */
const INSTALLED = 'node_modules/.package-lock.json';

export function ensureNodeModules() {
  const installed = join(root, INSTALLED);
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (fresh) return;
  process.stderr.write('installing the packages of package-lock.json\n');
  run('npm', ['ci', '--no-audit', '--no-fund'], { quiet: true });
}
