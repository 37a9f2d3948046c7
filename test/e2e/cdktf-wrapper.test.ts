import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, runCommand, TemporaryFolder, terraform } from './support';

const ROOT = join(__dirname, '../..');

jest.setTimeout(120_000);

describeWith(['terraform'], 'the tls provider', () => {
  test('is found by terraform init and makes a key', async () => {
    const folder = new TemporaryFolder('provider');
    folder.write(
      'main.tf.json',
      JSON.stringify({
        terraform: { required_providers: { tls: { source: 'hashicorp/tls', version: '4.1.0' } } },
        resource: { tls_private_key: { key: { algorithm: 'ECDSA', ecdsa_curve: 'P256' } } },
      }),
    );
    const init = await terraform(folder.path, ['init', '-no-color']);
    expect(init).toMatchObject({ status: 0, stdout: expect.stringContaining('hashicorp/tls v4.1.0') });
    const apply = await terraform(folder.path, ['apply', '-auto-approve', '-no-color']);
    expect(apply).toMatchObject({ status: 0, stdout: expect.stringContaining('1 added') });
    folder.remove();
  });
});

describeWith(['terraform'], 'npm run cdktf', () => {
  test('deploys and destroys a stack unattended, its files for the owner only', async () => {
    const folder = new TemporaryFolder('cdktf');
    mkdirSync(`${folder.path}/state`);
    const state = `${folder.path}/state/terraform.tfstate`;
    folder.write(
      'cdktf.json',
      JSON.stringify({ language: 'typescript', app: 'node main.cjs', projectId: 'test', sendCrashReports: 'false' }),
    );
    folder.write(
      'main.cjs',
      `
const { App, LocalBackend, TerraformStack } = require(${JSON.stringify(join(ROOT, 'node_modules/cdktf'))});
const tls = require(${JSON.stringify(join(ROOT, 'node_modules/@cdktf/provider-tls'))});
const stack = new TerraformStack(new App(), 'keys');
new LocalBackend(stack, { path: ${JSON.stringify(state)} });
new tls.provider.TlsProvider(stack, 'tls');
new tls.privateKey.PrivateKey(stack, 'key', { algorithm: 'ECDSA' });
stack.node.root.synth();
`,
    );
    const cdktf = (verb: string) =>
      runCommand(process.execPath, [join(ROOT, 'tools/cdktf.mjs'), verb, '--in', folder.path], { timeoutMs: 60_000 });
    expect(await cdktf('deploy')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 added') });
    expect(statSync(state).mode & 0o077).toBe(0);
    expect(statSync(`${folder.path}/cdktf.out/stacks/keys/cdk.tf.json`).mode & 0o077).toBe(0);
    expect(await cdktf('destroy')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 destroyed') });
    folder.remove();
  });

  test('a folder that is not there is reported, not guessed', async () => {
    const result = await runCommand(process.execPath, [join(ROOT, 'tools/cdktf.mjs'), 'synth', '--in', '/nonexistent']);
    expect(result).toMatchObject({ status: 1, stderr: '--in /nonexistent: there is no folder /nonexistent\n' });
  });
});
