// npm run demo: readies the checkout, real servers included, and plays examples/demo.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, run, ToolError } from './run.mjs';
import { setup } from './setup.mjs';
import { terraformEnvironment } from './setup/provider-mirror.mjs';

const DEMO = join(root, 'examples/demo/demo.ts');

await main(async () => {
  if (!existsSync(DEMO)) throw new ToolError(`there is no demo: ${DEMO} is missing`);
  await setup({ servers: true });
  process.umask(0o077); // state and plan files hold private keys
  const args = ['--import', 'tsx', DEMO, ...process.argv.slice(2)];
  return run(process.execPath, args, { env: terraformEnvironment(), allowFailure: true }).status;
});
