import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { InputError } from './input-error';

/** One file to write. */
export interface OutputFile {
  readonly path: string;
  readonly text: string | Buffer;
}

/**
 * Writes all of the files, or none: each goes to a file beside it first and takes its name when all are written. What is no
 * ordinary file (a pipe, /dev/stderr) is written to at last, as it is.
 *
 * @throws InputError when one can't be written; nothing is left behind then
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const staged: { temporary: string; target: string; path: string }[] = [];
  const direct: OutputFile[] = [];
  try {
    for (const file of files) {
      const target = targetOf(file.path);
      if (target === undefined) {
        direct.push(file);
        continue;
      }
      const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
      attempt(file.path, () => {
        const handle = openSync(temporary, 'wx', 0o644);
        staged.push({ temporary, target, path: file.path });
        try {
          const bytes = typeof file.text === 'string' ? Buffer.from(file.text) : file.text;
          for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
      });
    }
    for (const { temporary, target, path } of [...staged]) {
      attempt(path, () => renameSync(temporary, target));
      staged.shift();
    }
    for (const file of direct) attempt(file.path, () => writeFileSync(file.path, file.text));
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

/** The file that a path means, its links followed; undefined where it is no ordinary file. */
function targetOf(path: string): string | undefined {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return path; // not there yet
  }
  if (statSync(real).isDirectory())
    throw new InputError(`${path} can't be written: it is a folder`, 'name a file in it');
  return statSync(real).isFile() ? real : undefined;
}

function attempt(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: 'its folder is not there',
      EACCES: 'permission denied',
      EROFS: 'the file system is read-only',
      ENOSPC: 'the disk is full',
      ENOTDIR: 'a part of its path is not a folder',
    };
    throw new InputError(
      `${path} can't be written: ${known[code ?? ''] ?? message}`,
      'name a file that can be written',
    );
  }
}
