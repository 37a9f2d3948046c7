import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const COUNT = "import('./tools/jest.mjs').then(({ runJest }) => console.log(JSON.stringify(runJest(['--ci']))))";

/** What tools/jest.mjs counts in a checkout that holds just these test files. */
function countOf(tests: Readonly<Record<string, string>>): Record<string, unknown> {
  const checkout = mkdtempSync(join(tmpdir(), 'client-access-counts-'));
  try {
    for (const file of ['tools/jest.mjs', 'tools/run.mjs', 'tools/setup/provider-mirror.mjs']) {
      cpSync(join(ROOT, file), join(checkout, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    writeFileSync(join(checkout, 'jest.config.js'), 'module.exports = { transform: {}, watchman: false };');
    for (const [file, code] of Object.entries(tests)) {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      writeFileSync(join(checkout, file), code);
    }
    const { stdout } = spawnSync(process.execPath, ['-e', COUNT], { cwd: checkout, encoding: 'utf8', timeout: 60_000 });
    const lines = stdout.trim().split('\n');
    return JSON.parse(lines[lines.length - 1]) as Record<string, unknown>;
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

const passing = "test('passes', () => {});";

describe('what a test run counts', () => {
  test('tests that passed', () => {
    expect(countOf({ 'test/a.test.js': passing })).toEqual({ passed: 1, failed: 0, skippedServerTests: [] });
  });

  test('tests that failed, and suites that could not even be loaded', () => {
    const tests = {
      'test/a.test.js': `${passing} test('fails', () => { throw new Error('no'); });`,
      'test/broken.test.js': "require('./not-there');",
    };
    expect(countOf(tests)).toEqual({ passed: 1, failed: 2, skippedServerTests: [] });
  });

  test('skipped tests by name where real servers were to be used, and only there', () => {
    const skipping = `${passing} describe.skip('IMAP4 (dovecot is not installed)', () => { test('shakes hands', () => {}); });`;
    expect(countOf({ 'test/e2e/a.test.js': skipping, 'test/unit/b.test.js': skipping })).toEqual({
      passed: 2,
      failed: 0,
      skippedServerTests: ['IMAP4 (dovecot is not installed) shakes hands'],
    });
  });

  test('a run without any test has failed', () => {
    expect(countOf({ 'lib/a.js': '' })).toMatchObject({ passed: 0, failed: 1 });
  });
});
