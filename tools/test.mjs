// npm test [-- jest options]: readies the checkout and runs every test, those with real Terraform and real servers included.
import { main } from './run.mjs';
import { setup } from './setup.mjs';

await main(async () => {
  await setup({ servers: true, runners: true });
  const { runJest } = await import('./jest.mjs');
  const { passed, failed, skippedServerTests } = runJest(process.argv.slice(2));
  if (skippedServerTests.length > 0)
    process.stdout.write(`${skippedServerTests.length} tests with real servers were skipped\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
