#!/usr/bin/env node
// Run by terraform apply from inside a synthesized stack; bundled into one file (tools/build.mjs).
import { join } from 'node:path';
import { applyBundle, applyPrivate, applySweep, applyWithdraw } from '../lib/cli/apply-bundle';
import { applyGate } from '../lib/cli/apply-gate';

function main(command: string | undefined): number {
  switch (command) {
    case 'gate':
    case 'bundle': {
      const apply = command === 'gate' ? applyGate : applyBundle;
      const { refused, text } = apply(process.env, join(__dirname, 'estate.json'), new Date());
      if (refused) process.stderr.write(`${text}\n`);
      else if (command === 'gate') process.stdout.write(`${text}\n`);
      return refused ? 1 : 0;
    }
    case 'withdraw': {
      for (const remains of applyWithdraw(process.env)) process.stdout.write(`client access: ${remains}\n`);
      return 0;
    }
    case 'private':
      applyPrivate(process.env);
      return 0;
    case 'sweep':
      applySweep(process.env);
      return 0;
    default:
      process.stderr.write(`unknown command "${command ?? ''}"; allowed are gate, bundle, withdraw, sweep, private\n`);
      return 2;
  }
}

try {
  process.exitCode = main(process.argv[2]);
} catch (error) {
  process.stderr.write(`client access: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
