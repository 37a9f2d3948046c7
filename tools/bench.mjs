// npm run -s bench: builds dist, which the benches measure, and runs bench/run.ts with the same arguments.
import { main, root, run } from './run.mjs';
import { setup } from './setup.mjs';
import { terraformEnvironment } from './setup/provider-mirror.mjs';

await main(async () => {
  await setup();
  const args = ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)];
  return run(process.execPath, args, { cwd: root, env: terraformEnvironment(), allowFailure: true }).status;
});
