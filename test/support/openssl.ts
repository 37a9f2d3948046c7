import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** True when the openssl command is there; tests that need it are visibly skipped otherwise. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** Runs openssl in a fresh directory that holds these files. */
export function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string | Buffer>> = {},
): { status: number; stdout: Buffer; stderr: string } {
  const directory = mkdtempSync(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content, { mode: 0o600 });
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: directory, timeout: 60_000 });
    return { status: status ?? -1, stdout, stderr: stderr.toString() };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
