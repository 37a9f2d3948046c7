// The real servers, clients and shells that the end-to-end tests and the demo talk to. On Debian as root they are installed,
// with their services kept from starting; elsewhere the missing ones are named.
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { run, ToolError, which } from '../run.mjs';

/** Debian's package, and what shows that it is there: a command in PATH, a file, or a function. */
const PACKAGES = [
  ['nginx-light', 'nginx'],
  ['libnginx-mod-stream', '/usr/lib/nginx/modules/ngx_stream_module.so'],
  ['dovecot-imapd', '/usr/lib/dovecot/imap'],
  ['dovecot-pop3d', '/usr/lib/dovecot/pop3'],
  ['postfix', 'postfix'],
  ['haproxy', 'haproxy'],
  ['stunnel4', 'stunnel'],
  ['chromium', 'chromium'],
  ['firefox-esr', 'firefox-esr'],
  ['libnss3-tools', 'certutil'],
  ['libnss3-tools', 'tstclnt'],
  ['default-jdk-headless', 'javac'],
  ['golang-go', 'go'],
  ['gnutls-bin', 'gnutls-cli'],
  ['curl', 'curl'],
  ['openssl', 'openssl'],
  ['zsh', 'zsh'],
  ['fish', 'fish'],
  ['rsync', 'rsync'], // gitlab-ci-local copies with it
  ['python3-venv', pythonMakesEnvironments], // pre-commit lives in one
];

const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_ASIDE = `${POLICY}.client-access-aside`;

function pythonMakesEnvironments() {
  const modules = ['-c', 'import ensurepip, venv'];
  return which('python3') && run('python3', modules, { quiet: true, allowFailure: true }).status === 0;
}

function isThere(sign) {
  if (typeof sign === 'function') return sign();
  return sign.startsWith('/') ? existsSync(sign) : which(sign);
}

function missing() {
  const lacking = PACKAGES.filter(([, sign]) => !isThere(sign));
  return [...new Set(lacking.map(([name]) => name))];
}

/** Debian asks this file before it starts an installed service; exit code 101 forbids it. */
function withServicesHeld(work) {
  const had = existsSync(POLICY);
  if (had && !existsSync(POLICY_ASIDE)) renameSync(POLICY, POLICY_ASIDE);
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  try {
    return work();
  } finally {
    rmSync(POLICY, { force: true });
    if (existsSync(POLICY_ASIDE)) renameSync(POLICY_ASIDE, POLICY);
  }
}

function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const apt = ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names];
  // Old package lists name files that are gone, or nothing at all: a dry run is not enough, the first try shows it.
  if (run('apt-get', apt, { env, quiet: true, allowFailure: true }).status === 0) return;
  run('apt-get', ['update', '-o', 'DPkg::Lock::Timeout=300'], { env, quiet: true });
  run('apt-get', apt, { env, quiet: true });
}

export function ensureServerPackages() {
  const names = missing();
  if (names.length === 0) return;
  if (process.getuid?.() !== 0 || !which('apt-get')) {
    process.stderr.write(
      `not installed: ${names.join(', ')} (Debian's names). Tests with real servers that need them are skipped.\n`,
    );
    return;
  }
  process.stderr.write(`installing ${names.join(', ')}\n`);
  withServicesHeld(() => install(names));
  const still = missing();
  if (still.length > 0) throw new ToolError(`apt-get succeeded, yet these are not to be found: ${still.join(', ')}`);
}
