// Readies a checkout for tests, examples and the demo. Does only what is missing, so a second run takes no time.
//   --servers   also the real servers and clients of the end-to-end tests
//   --runners   also the runners of the GitHub action, the GitLab template and the pre-commit hook
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { main } from './run.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { ensureProviders } from './setup/provider-mirror.mjs';
import { ensureRunners } from './setup/runners.mjs';
import { ensureServerPackages } from './setup/server-packages.mjs';

/** @param {{servers?: boolean, runners?: boolean}} options */
export async function setup(options = {}) {
  ensureNodeModules();
  const { build } = await import('./build.mjs'); // needs esbuild, which has just been installed
  await build({ types: false });
  await ensureProviders();
  if (options.servers) ensureServerPackages();
  if (options.runners) ensureRunners();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = { type: 'boolean', default: false };
  await main(() => setup(parseArgs({ options: { servers: flag, runners: flag } }).values));
}
