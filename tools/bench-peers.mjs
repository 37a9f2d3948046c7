// Installs the peers that the review bench compares with, into .tools: conftest from the Go module proxy, checkov from PyPI.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, run } from './run.mjs';

main(() => {
  const bin = join(root, '.tools/peers/bin');
  mkdirSync(bin, { recursive: true });
  run('go', ['install', 'github.com/open-policy-agent/conftest@latest'], { env: { ...process.env, GOBIN: bin } });
  const venv = join(root, '.tools/checkov-venv');
  run('python3', ['-m', 'venv', venv]);
  run(join(venv, 'bin/pip'), ['install', '--quiet', 'checkov']);
});
