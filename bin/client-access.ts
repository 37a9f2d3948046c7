#!/usr/bin/env node
import { ExitCode } from '../lib/cli/exit-code';
import { main } from '../lib/cli/main';

let code: number = ExitCode.OK;

/** A reader that goes away (`| head`) ends the output, not in a crash. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode = code;
  });
}

void main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  ...(process.stdout.isTTY ? { columns: process.stdout.columns } : {}),
  env: process.env,
  now: () => new Date(),
}).then((result) => {
  code = result;
  process.exitCode = result;
});
