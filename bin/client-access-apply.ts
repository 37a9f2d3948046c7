#!/usr/bin/env node
// Run by terraform apply from inside a synthesized stack; bundled into one file (tools/build.mjs).
import { join } from 'node:path';
import { applyBundle, applyPrivate, applySweep, applyWithdraw } from '../lib/cli/apply-bundle';
import { applyGate } from '../lib/cli/apply-gate';

const ESTATE = join(__dirname, 'estate.json');

async function main(command: string | undefined): Promise<number> {
  switch (command) {
    case 'gate':
    case 'bundle': {
      const apply = command === 'gate' ? applyGate : applyBundle;
      const { refused, text } = apply(process.env, ESTATE, new Date());
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
    case 'verify': {
      // The only command that uses the network: the others do not start what it needs.
      const { appliedVerification } = await import('../lib/cli/verify/applied-verification');
      return appliedVerification({
        environment: process.env,
        estateFile: ESTATE,
        clock: () => new Date(),
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
      });
    }
    default:
      process.stderr.write(
        `unknown command "${command ?? ''}"; allowed are gate, bundle, withdraw, sweep, private, verify\n`,
      );
      return 2;
  }
}

main(process.argv[2]).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`client access: ${(error as Error).message}\n`);
    process.exitCode = 2;
  },
);
