// Runs a command of the checkout with inherited output. Only Node's own modules: this is loaded before `npm ci`.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, whatever the working directory is. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A failure that a message explains: shown without a stack trace. */
export class ToolError extends Error {}

/**
 * Finds a command in PATH; the system folders are looked at too, because a user's PATH often lacks /usr/sbin.
 * @returns {string | undefined} the absolute path
 */
export function which(command) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']) {
    for (const suffix of suffixes) {
      const file = join(folder || '.', command + suffix);
      try {
        accessSync(file, constants.X_OK);
        if (statSync(file).isFile()) return file;
      } catch {
        // not there: look on
      }
    }
  }
  return undefined;
}

/**
 * Runs a command to its end.
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, allowFailure?: boolean}} [options]
 *   quiet keeps the output back and shows it only when the command fails
 * @returns {{status: number, stdout: string}}
 */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    // npm and tsc are command scripts on Windows, which only a shell can start.
    shell: process.platform === 'win32' && !/\.exe$/i.test(command),
  });
  if (result.error) throw new ToolError(`cannot run ${command}: ${result.error.message}`);
  const status = result.status ?? 1;
  if (status !== 0 && !options.allowFailure) {
    if (options.quiet) process.stderr.write(`${result.stdout}${result.stderr}`);
    throw new ToolError(`${[command, ...args].join(' ')} ended with ${result.signal ?? `exit code ${status}`}`);
  }
  return { status, stdout: result.stdout ?? '' };
}

/** Runs the main function of a tool: a ToolError ends it with its message and exit code 1. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? process.exitCode;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
