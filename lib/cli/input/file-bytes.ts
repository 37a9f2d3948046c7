import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { readText } from '../../pki';
import { InputError } from '../exit';
import { reasonOf } from './bytes';

/** Largest certificate file, in bytes: a revocation list of a large CA has some tens of MiB. */
const LARGEST = 64 * 1024 * 1024;
/** How long a pipe may stay silent before the reader gives up, in milliseconds. */
const SILENCE_MS = 30_000;
const CHUNK = 1 << 16;
const PAUSE_MS = 5;

/**
 * The bytes of a certificate file: an ordinary file, a pipe that somebody writes to, or standard input (`-`).
 *
 * @throws InputError when it can't be read, is a folder or a device, is larger than 64 MiB, or a pipe stays silent for 30 seconds
 */
export function readFileBytes(path: string): Buffer {
  if (path === '-') return readOpen(0, 'standard input');
  let file: number;
  try {
    // Without O_NONBLOCK a pipe that nobody writes to is never opened.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new InputError(`${path} can't be read: ${failureOf(error)}`, 'check the name and the permissions');
  }
  try {
    return readOpen(file, path);
  } finally {
    closeSync(file);
  }
}

/**
 * The first line of a password file, in whichever encoding Windows or another system wrote it.
 *
 * @throws InputError when it can't be read, or holds octets that are no text
 */
export function readPassword(path: string): string {
  const { text } = readText(readFileBytes(path));
  if (text.includes('\0'))
    throw new InputError(`${path} is no text file`, 'write the password alone into it, as text in one line');
  return text.split(/\r\n|\r|\n/)[0];
}

function readOpen(file: number, name: string): Buffer {
  const stat = fstatSync(file);
  if (stat.isDirectory())
    throw new InputError(`${name} is a folder; a file is expected`, `name the files in it, for example ${name}/*.cer`);
  if (stat.isCharacterDevice() && file === 0) return readStream(file, name);
  if (stat.isCharacterDevice() || stat.isBlockDevice())
    throw new InputError(`${name} is a device; a file is expected`, 'name a certificate file, or - for standard input');
  return stat.isFile() ? readOrdinary(file, name, stat) : readStream(file, name);
}

function readOrdinary(file: number, name: string, { size }: Stats): Buffer {
  if (size > LARGEST) tooLarge(name);
  // Files of /proc and the like say 0 octets and have more.
  if (size === 0) return readStream(file, name);
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(file, bytes, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

function readStream(file: number, name: string): Buffer {
  const chunks: Buffer[] = [];
  const chunk = Buffer.allocUnsafe(CHUNK);
  let total = 0;
  for (let silent = 0; ;) {
    const count = readSome(file, name, chunk);
    if (count === 0) return Buffer.concat(chunks, total);
    if (count === undefined) {
      silent += PAUSE_MS;
      if (silent > SILENCE_MS && file !== 0)
        throw new InputError(
          `${name} is a pipe, and nothing came through it for ${SILENCE_MS / 1000} seconds`,
          'start what writes to it, or name a file',
        );
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      continue;
    }
    silent = 0;
    total += count;
    if (total > LARGEST) tooLarge(name);
    chunks.push(Buffer.from(chunk.subarray(0, count)));
  }
}

/** How many octets came; undefined: none yet. */
function readSome(file: number, name: string, chunk: Buffer): number | undefined {
  try {
    return readSync(file, chunk, 0, chunk.length, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    if (code === 'EOF') return 0;
    throw new InputError(`${name} can't be read: ${failureOf(error)}`);
  }
}

function tooLarge(name: string): never {
  throw new InputError(
    `${name} is larger than ${LARGEST / (1 << 20)} MiB; no certificate file is`,
    'name another file',
  );
}

function failureOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENXIO' ? 'it is a socket' : reasonOf(error);
}
