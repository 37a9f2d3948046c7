// Makes the hashicorp/tls provider available to Terraform where its registry can't be reached: the provider is a Go
// module, so `go build` makes it from source, checked against the hashes in tools/provider-mirror/go.sum.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve } from 'node:path';
import { root, run, ToolError, which } from '../run.mjs';

const VERSION = '4.1.0'; // the release that @cdktf/provider-tls 11 pins
const MODULE = 'github.com/hashicorp/terraform-provider-tls';
const HOSTS = ['registry.terraform.io', 'registry.opentofu.org']; // Terraform's and OpenTofu's source address
const PROBE_TIMEOUT_MS = 3000;

/** Terraform's CLI configuration that names the mirror; absent when providers come from the registry. */
export const terraformRc = join(root, '.tools/terraform.rc');

/** The command that runs plans here: Terraform, else OpenTofu. */
export function terraformCommand() {
  return process.env.TERRAFORM_BINARY_NAME ?? (which('terraform') || !which('tofu') ? 'terraform' : 'tofu');
}

/**
 * Environment for Terraform and cdktf: the mirror where there is one, and no calls home.
 * @param {NodeJS.ProcessEnv} [base]
 */
export function terraformEnvironment(base = process.env) {
  const env = { ...base, CHECKPOINT_DISABLE: '1', TERRAFORM_BINARY_NAME: terraformCommand() };
  if (existsSync(terraformRc)) env.TF_CLI_CONFIG_FILE = terraformRc;
  return env;
}

/** @returns {string} this machine in Terraform's words, for example linux_amd64 */
export function hostPlatform() {
  const os = { win32: 'windows' }[process.platform] ?? process.platform;
  const arch = { x64: 'amd64', ia32: '386' }[process.arch] ?? process.arch;
  return `${os}_${arch}`;
}

function providerFile(mirror, host, platform) {
  const name = `terraform-provider-tls_v${VERSION}${platform.startsWith('windows') ? '.exe' : ''}`;
  return join(mirror, host, 'hashicorp/tls', VERSION, platform, name);
}

function cliConfiguration(mirror) {
  const include = JSON.stringify(HOSTS.map((host) => `${host}/hashicorp/tls`));
  return [
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror.replaceAll('\\', '/'))}`,
    `    include = ${include}`,
    '  }',
    '  direct {',
    `    exclude = ${include}`,
    '  }',
    '}',
    '',
  ].join('\n');
}

function writeWhenChanged(file, content) {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** What of the user's environment a build may see: where Go keeps its files, and how it reaches the module proxy. */
const PASSED_ON =
  /^(PATH|HOME|USERPROFILE|LOCALAPPDATA|SYSTEMROOT|TMPDIR|TEMP|TMP|GOCACHE|GOMODCACHE|GOPATH|GOPROXY|GOSUMDB|GONOSUMDB|SSL_CERT_(FILE|DIR)|(HTTPS?|NO)_PROXY)$/i;

/**
 * An environment of its own: Go reads settings from a file of the user's as well (GOENV), among them flags that put another module
 * in the place of one, and may fetch another toolchain.
 * @param {NodeJS.ProcessEnv} [base]
 */
export function buildEnvironment(goos, goarch, base = process.env) {
  const passed = Object.fromEntries(Object.entries(base).filter(([name]) => PASSED_ON.test(name)));
  const fixed = { GOENV: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off', CGO_ENABLED: '0' };
  return { ...passed, ...fixed, GOOS: goos, GOARCH: goarch };
}

/** Hashes of the binaries, as `sha256sum --check` reads them. At the top, where Terraform looks for folders alone. */
const SUMS = 'SHA256SUMS';

function hashOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * Compares each binary with the hash that was kept when it was made, and keeps the hash of one that has none.
 * @param {string} mirror
 * @param {string[]} files absolute paths
 */
export function checkSums(mirror, files) {
  const list = join(mirror, SUMS);
  const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
  const known = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  for (const file of files) {
    const name = relative(mirror, file).replaceAll('\\', '/');
    const hash = hashOf(file);
    if ((known.get(name) ?? hash) !== hash) {
      throw new ToolError(`${file} is not the provider that was built: its hash is ${hash}, and ${list} has ${known.get(name)}.
Remove the file, and run npm run provider-mirror again.`);
    }
    known.set(name, hash);
  }
  writeWhenChanged(list, [...known].map(([name, hash]) => `${hash}  ${name}\n`).join(''));
}

function forgetSum(mirror, file) {
  const list = join(mirror, SUMS);
  if (!existsSync(list)) return;
  const name = relative(mirror, file).replaceAll('\\', '/');
  const lines = readFileSync(list, 'utf8').split('\n');
  writeFileSync(list, lines.filter((line) => line.slice(66) !== name).join('\n'));
}

function buildProvider(file, platform) {
  const go = which('go');
  if (!go) {
    throw new ToolError(
      `the tls provider is not available: the provider registry does not answer and Go, which would build it, is not in PATH.
Install Go 1.24 or later, or copy a mirror made elsewhere (docs/provider-mirror.md).`,
    );
  }
  const [goos, goarch] = platform.split('_');
  process.stderr.write(`building hashicorp/tls ${VERSION} for ${platform} (about half a minute the first time)\n`);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    run(go, ['build', '-trimpath', '-mod=readonly', '-buildvcs=false', '-ldflags=-s -w', '-o', unfinished, MODULE], {
      cwd: join(root, 'tools/provider-mirror'),
      env: buildEnvironment(goos, goarch),
      quiet: true,
    });
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Builds what is missing of the mirror and writes the CLI configuration beside it.
 * @param {{mirror?: string, rc?: string, platforms?: string[]}} [options]
 * @returns {{mirror: string, rc: string}}
 */
export function makeMirror(options = {}) {
  const mirror = resolve(options.mirror ?? join(root, '.tools/mirror'));
  const rc = options.rc ?? terraformRc;
  for (const platform of options.platforms ?? [hostPlatform()]) {
    if (!/^[a-z0-9]+_[a-z0-9]+$/.test(platform)) {
      throw new ToolError(`--platform ${platform}: expected <os>_<architecture>, for example linux_amd64`);
    }
    const first = providerFile(mirror, HOSTS[0], platform);
    if (!existsSync(first)) {
      buildProvider(first, platform);
      forgetSum(mirror, first);
    }
    for (const host of HOSTS.slice(1)) {
      const other = providerFile(mirror, host, platform);
      if (existsSync(other)) continue;
      forgetSum(mirror, other);
      mkdirSync(dirname(other), { recursive: true });
      try {
        linkSync(first, other);
      } catch {
        copyFileSync(first, other); // a file system without hard links
      }
    }
    checkSums(
      mirror,
      HOSTS.map((host) => providerFile(mirror, host, platform)),
    );
  }
  writeWhenChanged(rc, cliConfiguration(mirror));
  return { mirror, rc };
}

async function registryAnswers() {
  try {
    const host = HOSTS[terraformCommand().endsWith('tofu') ? 1 : 0];
    const answer = await fetch(`https://${host}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Sees to it that `terraform init` finds hashicorp/tls. CLIENT_ACCESS_PROVIDERS says from where: `registry`, `mirror`,
 * or not set: the mirror if one was made, else the registry if it answers, else a mirror made now.
 */
export async function ensureProviders() {
  const wish = process.env.CLIENT_ACCESS_PROVIDERS;
  if (wish !== undefined && wish !== 'registry' && wish !== 'mirror') {
    throw new ToolError(`CLIENT_ACCESS_PROVIDERS is '${wish}': expected registry or mirror`);
  }
  if (wish === 'registry') {
    rmSync(terraformRc, { force: true });
    return;
  }
  if (wish !== 'mirror' && !existsSync(terraformRc) && (await registryAnswers())) return;
  makeMirror();
}
