import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MODULE = JSON.stringify(join(__dirname, '../../tools/setup/provider-mirror.mjs'));

/** Runs an expression of the module, which is an ES module and therefore runs in a process of its own. */
function evaluate(expression: string, env: Readonly<Record<string, string>> = {}): string {
  const script = `import * as mirror from ${MODULE}; process.stdout.write(JSON.stringify(${expression}) ?? '')`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return status === 0 ? stdout : stderr;
}

describe('the build of the provider', () => {
  test("sees none of the user's Go settings that could put other source in its place", () => {
    const hostile = {
      GOENV: '/x/env',
      GOFLAGS: '-modfile=/x/alt.mod',
      GOWORK: '/x/go.work',
      GOTOOLCHAIN: 'go9.9',
      GOINSECURE: '*',
      GONOSUMCHECK: '1',
      GOROOT: '/x',
      CGO_CFLAGS: '-fplugin=x',
      GOPROXY: 'https://proxy.contoso.com',
    };
    const env = JSON.parse(evaluate("mirror.buildEnvironment('linux', 'arm64')", hostile)) as Record<string, string>;
    expect(env).toMatchObject({
      GOENV: 'off',
      GOFLAGS: '-mod=readonly',
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
      CGO_ENABLED: '0',
      GOOS: 'linux',
      GOARCH: 'arm64',
      GOPROXY: 'https://proxy.contoso.com',
      PATH: process.env.PATH,
    });
    for (const name of ['GOINSECURE', 'GONOSUMCHECK', 'GOROOT', 'CGO_CFLAGS']) expect(env).not.toHaveProperty(name);
  });

  test('keeps the hash of each binary, and refuses one that was changed', () => {
    const mirror = mkdtempSync(join(tmpdir(), 'client-access-mirror-'));
    try {
      const file = join(mirror, 'registry.terraform.io/hashicorp/tls/4.1.0/linux_amd64/terraform-provider-tls_v4.1.0');
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, 'binary');
      const check = `mirror.checkSums(${JSON.stringify(mirror)}, [${JSON.stringify(file)}])`;
      expect(evaluate(check)).toBe('');
      const sums = readFileSync(join(mirror, 'SHA256SUMS'), 'utf8');
      expect(sums).toMatch(/^[0-9a-f]{64} {2}registry\.terraform\.io\/hashicorp\/tls\/4\.1\.0\/linux_amd64\/terraform/);
      expect(spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: mirror }).status).toBe(0);
      expect(evaluate(check)).toBe('');
      writeFileSync(file, 'another binary');
      expect(evaluate(check)).toContain('is not the provider that was built');
      expect(readFileSync(join(mirror, 'SHA256SUMS'), 'utf8')).toBe(sums);
    } finally {
      rmSync(mirror, { recursive: true });
    }
  });
});
