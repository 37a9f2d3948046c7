#!/usr/bin/env node
import { fstatSync, statSync, writeSync } from 'node:fs';
import { InputError } from '../lib/cli/exit';
import { main } from '../lib/cli/main';

const OUT = 1;
const ERR = 2;

/**
 * Whether a person looks at standard output. Node's own answer loads its stream and network modules, which takes longer than
 * reviewing a small estate, so what is a file or a pipe is recognized first.
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

/** Asks at the terminal; undefined once the input ended. What is typed ahead waits for its question. */
function asker(): (question: string) => Promise<string | undefined> {
  const typed: string[] = [];
  let ended = false;
  let wake = (): void => undefined;
  const start = async (): Promise<(question: string) => void> => {
    const { createInterface } = await import('node:readline');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.on('line', (line) => (typed.push(line), wake()));
    lines.on('close', () => ((ended = true), wake()));
    return (question) => (lines.setPrompt(question), lines.prompt());
  };
  let prompt: ((question: string) => void) | undefined;
  return async (question) => {
    prompt ??= await start();
    if (!ended) prompt(question);
    while (typed.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
    return typed.shift();
  };
}

/** Only this verb asks: standard input is not looked at for the others. */
const asks = process.argv[2] === 'init' && process.stdin.isTTY === true;
/** Only this verb shows how far it is. */
const errIsTerminal = process.argv[2] === 'verify' && process.stderr.isTTY === true;
const outIsTerminal = isTerminal();

void main(process.argv.slice(2), {
  out: (text) => write(OUT, text),
  err: (text) => write(ERR, text),
  outIsTerminal,
  errIsTerminal,
  ...(asks ? { ask: asker() } : {}),
  ...(outIsTerminal ? { columns: process.stdout.columns } : {}),
  env: process.env,
  now: () => new Date(),
}).then((code) => {
  // Everything is written by now; ending at once spares taking the estate apart.
  process.exit(code);
});
