// Runs jest over all projects and counts what it found, so that a skipped suite can't look like a passed one.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root, run } from './run.mjs';
import { terraformEnvironment } from './setup/provider-mirror.mjs';

const RESULTS = join(root, '.tools/test-results.json');
const END_TO_END = ['test', 'e2e'].join(sep);

/**
 * @param {string[]} args jest's own options
 * @returns {{passed: number, failed: number, skippedServerTests: string[]}} failed is at least 1 when jest itself failed
 */
export function runJest(args) {
  mkdirSync(join(root, '.tools'), { recursive: true });
  rmSync(RESULTS, { force: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const { status } = run(process.execPath, [jest, '--json', `--outputFile=${RESULTS}`, '--maxWorkers=2', ...args], {
    env: terraformEnvironment(),
    allowFailure: true,
  });
  let results;
  try {
    results = JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skippedServerTests: [] }; // jest ended before it could report
  }
  const broken = results.testResults.filter(
    ({ status: suite, assertionResults }) => suite === 'failed' && assertionResults.length === 0,
  );
  const failed = results.numFailedTests + broken.length;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skippedServerTests: results.testResults
      .filter(({ name }) => relative(root, name).startsWith(END_TO_END))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter((test) => ['pending', 'skipped', 'disabled'].includes(test.status))
      .map((test) => test.fullName),
  };
}
