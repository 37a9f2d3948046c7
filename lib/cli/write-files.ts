import {
  closeSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from './exit';

/** One file to write. */
export interface OutputFile {
  readonly path: string;
  readonly text: string | Buffer;
}

/**
 * Writes all of the files, or none: each goes to a file beside it first and takes its name when all are written. What is no
 * ordinary file (a pipe, /dev/stderr) can't be taken back, so it is written to as it is when the others wait only for their names:
 * where that fails, no file was replaced.
 *
 * @throws InputError when one can't be written, or two have one path; nothing is left behind then
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const staged: { temporary: string; target: string; path: string }[] = [];
  const direct: OutputFile[] = [];
  const targets = files.map((file) => ({ file, target: targetOf(file.path) }));
  refuseDoubles(targets.map(({ file, target }) => ({ path: file.path, target: target ?? resolve(file.path) })));
  try {
    for (const { file, target } of targets) {
      if (target === undefined) {
        direct.push(file);
        continue;
      }
      // A short name: one made of the target's own would be too long where that is near the limit.
      const temporary = join(dirname(target), `.${randomBytes(6).toString('hex')}.tmp`);
      attempt(file.path, () => {
        const handle = openSync(temporary, 'wx', 0o644);
        staged.push({ temporary, target, path: file.path });
        try {
          writeAll(handle, file.text);
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
      });
    }
    for (const file of direct) attempt(file.path, () => writeDirectly(file));
    for (const { temporary, target, path } of [...staged]) {
      attempt(path, () => renameSync(temporary, target));
      staged.shift();
    }
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function refuseDoubles(files: readonly { readonly path: string; readonly target: string }[]): void {
  const seen = new Map<string, string>();
  for (const { path, target } of files) {
    const other = seen.get(target);
    // Nothing is lost where two go to one device, such as /dev/null or a pipe.
    if (other !== undefined && !isDevice(target))
      throw new InputError(
        `two outputs are to go to one file: ${other}${other === path ? '' : ` and ${path}`}`,
        'give each a path of its own',
      );
    seen.set(target, path);
  }
}

function isDevice(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile() && !stat.isDirectory();
}

function writeAll(handle: number, text: string | Buffer): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(handle, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A reader that goes away ends the output, as it does on standard output.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // The reader of a pipe is slower than we are.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** What is open already: opening it by its name fails where it is a socket, and begins at the top where it is a file. */
const OPEN: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 };

function writeDirectly({ path, text }: OutputFile): void {
  if (path in OPEN) return writeAll(OPEN[path], text);
  const handle = openSync(path, 'w');
  try {
    writeAll(handle, text);
  } finally {
    closeSync(handle);
  }
}

/** Links that are followed from one name, as Linux does. */
const MOST_LINKS = 40;

/** The file that a path means, there or not, its links followed; undefined where it is no ordinary file. */
function targetOf(path: string): string | undefined {
  if (path in OPEN) return undefined;
  // Asks what is opened, not its name: the link of an open pipe (/dev/fd/3) names nothing that could be looked up.
  const stat = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat?.isDirectory()) throw new InputError(`${path} can't be written: it is a folder`, 'name a file in it');
  if (stat && !stat.isFile()) return undefined;
  return followed(path);
}

/** The path without links, its last part followed even where it leads to what is not there yet. */
function followed(path: string): string {
  let at = resolve(path);
  for (let count = 0; count <= MOST_LINKS; count++) {
    try {
      return realpathSync(at);
    } catch {
      try {
        at = join(realpathSync(dirname(at)), basename(at));
        at = resolve(dirname(at), readlinkSync(at));
      } catch {
        return at; // not there yet, and no link
      }
    }
  }
  throw new InputError(`${path} can't be written: its links go in a circle`, 'name a file that can be written');
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: 'its folder is not there',
      EACCES: 'permission denied',
      EROFS: 'the file system is read-only',
      ENOSPC: 'the disk is full',
      ENAMETOOLONG: 'its name is too long',
      ELOOP: 'its links go in a circle',
      ENOTDIR: 'a part of its path is not a folder',
    };
    throw new InputError(
      `${path} can't be written: ${known[code ?? ''] ?? message}`,
      'name a file that can be written',
    );
  }
}
