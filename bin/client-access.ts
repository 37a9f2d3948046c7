#!/usr/bin/env node
import { fstatSync, statSync, writeSync } from 'node:fs';
import { InputError } from '../lib/cli/input-error';
import { main } from '../lib/cli/main';

const OUT = 1;
const ERR = 2;

/**
 * Whether a person looks at standard output. Node's own answer loads its stream and network modules, which takes longer than
 * reviewing a small estate, so what is a file or a pipe is told first.
 */
function isTerminal(): boolean {
  try {
    const { rdev, ...stat } = fstatSync(OUT);
    const isNull = process.platform !== 'win32' && rdev === statSync('/dev/null').rdev;
    return (stat.mode & 0o170000) === 0o020000 && !isNull && process.stdout.isTTY === true;
  } catch {
    return false; // closed
  }
}

/** Writes all of it before it returns. A reader that goes away (`| head`) ends the output, not the program. */
function write(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return;
      if (code !== 'EAGAIN') throw new InputError(`standard output can't be written: ${message}`);
      // The reader is slower than we are.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

const outIsTerminal = isTerminal();

void main(process.argv.slice(2), {
  out: (text) => write(OUT, text),
  err: (text) => write(ERR, text),
  outIsTerminal,
  ...(outIsTerminal ? { columns: process.stdout.columns } : {}),
  env: process.env,
  now: () => new Date(),
}).then((code) => {
  // Everything is written by now; ending at once spares taking the estate apart.
  process.exit(code);
});
