import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../exit';
import { expectShortRun } from './short-run';

/** Largest input, in bytes. Node can hold no string much longer than half of it, and no plan comes near. */
export const LARGEST = 1 << 30;
/** From this size on, an input holds hundreds of servers. */
const LARGE = 1 << 20;
const CHUNK = 1 << 20;

/**
 * The bytes of a file, a pipe or standard input (`-`).
 *
 * @throws InputError when it can't be read, is empty, too large, or not UTF-8 text
 */
export function readBytes(path: string): Buffer {
  const name = path === '-' ? 'standard input' : path;
  const bytes = path === '-' ? readOpen(0, name) : readNamed(path);
  const text = looksWrong(bytes);
  if (text) throw new InputError(`${name} ${text.what}`, text.fix);
  return bytes;
}

/** The bytes as text, without a byte order mark. */
export function textOf(bytes: Buffer): string {
  return bytes.toString('utf8', bytes[0] === 0xef ? 3 : 0);
}

function readNamed(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new InputError(
      `${path} can't be read: ${reasonOf(error)}`,
      'name a file or folder that is there, or - for standard input',
    );
  }
  try {
    return readOpen(file, path);
  } finally {
    closeSync(file);
  }
}

function readOpen(file: number, name: string): Buffer {
  const stat = fstatSync(file);
  if (stat.isDirectory()) throw new InputError(`${name} is a folder; a file is expected`);
  if (stat.isFile()) {
    if (stat.size > LARGEST) tooLarge(name);
    if (stat.size > LARGE) expectShortRun();
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  }
  return readPipe(file, name);
}

function readPipe(file: number, name: string): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let count: number;
    try {
      count = readSync(file, chunk, 0, CHUNK, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      // A terminal or a non-blocking pipe with nothing in it yet.
      if (code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      throw new InputError(`${name} can't be read: ${reasonOf(error)}`);
    }
    if (count === 0) break;
    total += count;
    if (total > LARGEST) tooLarge(name);
    chunks.push(chunk.subarray(0, count));
  }
  return Buffer.concat(chunks, total);
}

function tooLarge(name: string): never {
  throw new InputError(
    `${name} is larger than ${LARGEST / (1 << 20)} MiB`,
    'name a configuration or a plan; none is that large',
  );
}

function looksWrong(bytes: Buffer): { what: string; fix: string } | undefined {
  if (bytes.length === 0)
    return { what: 'is empty', fix: 'was the command that should have written it refused? Look at its own message' };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03)
    return {
      what: 'is a plan file, not its JSON',
      fix: 'pipe its JSON: terraform show -json PLANFILE | client-access review -',
    };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return { what: 'is UTF-16 text', fix: 'write it as UTF-8; in Windows PowerShell with | Out-File -Encoding utf8' };
  return undefined;
}

/** Why a file can't be read, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    ENOTDIR: 'a part of its path is not a folder',
    ELOOP: 'its links go in a circle',
  };
  return known[code ?? ''] ?? message;
}
