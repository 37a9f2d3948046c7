import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKOUT } from '../support/project';
import { describeWith, runCommand, terraformEnvironment } from './support';

const TIME_LIMIT_MS = 180_000;
/** What the demo promises. */
const DEMO_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

const demo = (env: NodeJS.ProcessEnv): ReturnType<typeof runCommand> =>
  runCommand(process.execPath, ['--import', 'tsx', join(CHECKOUT, 'examples/demo/demo.ts')], {
    cwd: CHECKOUT,
    env: { ...terraformEnvironment(), ...env },
    timeoutMs: DEMO_LIMIT_MS,
  });

const leftBehind = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('client-access-demo-'));

describeWith(
  ['terraform', 'openssl', 'nginx', 'dovecot', 'postfix', 'chromium', 'certutil', 'gnutls-cli', 'curl'],
  'the demo',
  () => {
    test('deploys, serves and connects, every connection as the matrix said, and leaves nothing behind', async () => {
      const before = leftBehind();
      const { status, stdout, stderr } = await demo({});
      expect({ status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({ status: 0, stderr: '', stdout: '' });
      const [, agreed, all] = /(\d+) of (\d+) connections went as the matrix said/.exec(stdout) ?? [];
      expect(Number(all)).toBeGreaterThanOrEqual(120);
      expect(agreed).toBe(all);
      for (const client of ['Chromium', 'curl', 'OpenSSL', 'GnuTLS'])
        expect(stdout).toMatch(new RegExp(`^ {2}${client} `, 'm'));
      expect(stdout).toContain('ERROR ECA101 outlook-anywhere-self-signed');
      expect(stdout).not.toMatch(/left out|PRIVATE KEY|different/);
      expect(leftBehind().filter((name) => !before.includes(name))).toEqual([]);
    });

    test('ends with 1 and says why when Terraform can’t deploy', async () => {
      const before = leftBehind();
      const { status, stdout } = await demo({ TF_CLI_ARGS_apply: '-no-such-option' });
      expect(status).toBe(1);
      expect(stdout).toMatch(/the demo could not go on: terraform apply ended with 1/);
      expect(leftBehind().filter((name) => !before.includes(name))).toEqual([]);
    });
  },
);
