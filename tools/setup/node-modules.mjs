// Installs the packages of the lock file unless node_modules holds exactly those.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

/** npm writes down what it installed; packages for other platforms are in the lock file only. */
function installed() {
  const packages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  const wanted = packages('package-lock.json');
  try {
    const present = packages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' || present[path]?.version === version || (!(path in present) && (optional || devOptional)),
    );
  } catch {
    return false; // no node_modules, or an install that did not end
  }
}

export function ensureNodeModules() {
  if (installed()) return;
  process.stderr.write('installing the packages of package-lock.json\n');
  run('npm', ['ci', '--no-audit', '--no-fund'], { quiet: true });
}
