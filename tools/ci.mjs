// What a change must pass: the linters, then every test. The last line counts both; a check is one of the linters or a test.
import { main } from './run.mjs';
import { setup } from './setup.mjs';

await main(async () => {
  let passed = 0;
  let failed = 0;
  try {
    await setup({ servers: true, runners: true });
    const { lint } = await import('./lint.mjs');
    const { runJest } = await import('./jest.mjs');
    const checks = lint();
    const tests = runJest(['--ci']);
    for (const name of tests.skippedServerTests)
      process.stdout.write(`skipped, which counts as failed here: ${name}\n`);
    passed = checks.passed + tests.passed;
    failed = checks.failed + tests.failed + tests.skippedServerTests.length + (tests.passed === 0 ? 1 : 0);
  } catch (error) {
    process.stderr.write(`${error.stack ?? error}\n`);
    failed += 1;
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
});
