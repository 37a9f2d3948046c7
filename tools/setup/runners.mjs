// The runners that the end-to-end tests run the GitHub action, the GitLab template and the pre-commit hook with: act from the
// Go module proxy, gitlab-ci-local from npm, pre-commit from PyPI, each pinned in tools/runners. One that is not available is reported,
// and its tests are skipped.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, which } from '../run.mjs';

const PINS = join(root, 'tools/runners');
const RUNNERS = join(root, '.tools/runners');

/** Each runner: the files that pin it, and how it is put into its folder. */
const INSTALLERS = {
  act: { pins: ['go.mod', 'go.sum'], needs: 'go', install: buildAct },
  'gitlab-ci-local': { pins: ['package.json', 'package-lock.json'], needs: 'npm', install: installGitlabCiLocal },
  'pre-commit': { pins: ['requirements.txt'], needs: 'python3', install: installPreCommit },
};

function buildAct(folder) {
  const build = ['build', '-trimpath', '-mod=readonly', '-buildvcs=false', '-ldflags=-s -w'];
  run('go', [...build, '-o', join(folder, 'act'), 'github.com/nektos/act'], {
    cwd: PINS,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    quiet: true,
  });
}

function installGitlabCiLocal(folder) {
  for (const name of INSTALLERS['gitlab-ci-local'].pins) cpSync(join(PINS, name), join(folder, name));
  const ci = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'];
  run('npm', ci, { cwd: folder, quiet: true });
}

function installPreCommit(folder) {
  run('python3', ['-m', 'venv', folder], { quiet: true });
  const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--retries=1'];
  run(join(folder, 'bin/pip'), [...install, '-r', join(PINS, 'requirements.txt')], { quiet: true });
}

/** Written last, so that an install that did not end is done again. */
const stampOf = (name) => join(RUNNERS, name, '.pins');

function isInstalled(name, pins) {
  try {
    return readFileSync(stampOf(name), 'utf8') === pins;
  } catch {
    return false;
  }
}

export function ensureRunners() {
  for (const [name, { pins, needs, install }] of Object.entries(INSTALLERS)) {
    const hash = createHash('sha256');
    for (const file of pins) hash.update(readFileSync(join(PINS, file)));
    const wanted = hash.digest('hex');
    if (isInstalled(name, wanted)) continue;
    const folder = join(RUNNERS, name);
    rmSync(folder, { recursive: true, force: true });
    if (!which(needs)) {
      process.stderr.write(`not installed: ${name}, which needs ${needs}. The tests that run it are skipped.\n`);
      continue;
    }
    process.stderr.write(`installing ${name}\n`);
    mkdirSync(folder, { recursive: true });
    try {
      install(folder);
      writeFileSync(stampOf(name), wanted);
    } catch (error) {
      process.stderr.write(`${error.message}\nnot installed: ${name}. The tests that run it are skipped.\n`);
    }
  }
}
