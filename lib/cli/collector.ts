import type { Command } from 'commander';
import { collectorScript, familyOf } from '../collector';
import { ExchangeProduct } from '../model';
import { ExitCode, InputError } from './exit';
import { Io, Verb, VERSION } from './verb';
import { writeFiles } from './write-files';

/** The versions that there is a script for. */
export const EXCHANGE_PRODUCTS: readonly string[] = Object.values(ExchangeProduct);

const HELP = `
The script reads: it calls Get- cmdlets alone and writes below one folder, and holds no module that must be installed. Private keys,
passwords and names of key containers are not read. What could not be read is listed. Run it in the Exchange Management Shell (2007:
in PowerShell) on each Client Access server, as administrator, and copy the folders together.

Examples:
  client-access collector --exchange 2019 > collect.ps1
  client-access collector --exchange 2010 --output collect-2010.ps1`;

/** `client-access collector`: the script that exports what an audit needs. */
export const COLLECTOR: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .requiredOption('--exchange <version>', `version of the servers: ${EXCHANGE_PRODUCTS.join(', ')}`)
      .option('--output <file>', 'write the script to this file instead of standard output')
      .addHelpText('after', HELP)
      .action(({ exchange, output }: { readonly exchange: string; readonly output?: string }) => {
        const product = productOf(exchange);
        const script = collectorScript(familyOf(product), VERSION);
        if (output === undefined) io.out(script);
        else writeFiles([{ path: output, text: script }]);
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when there is no such version */
function productOf(text: string): ExchangeProduct {
  const found = Object.values(ExchangeProduct).find((product) => product.toLowerCase() === text.toLowerCase());
  if (found === undefined)
    throw new InputError(
      `there is no collector for Exchange "${text}"`,
      `--exchange takes ${EXCHANGE_PRODUCTS.join(', ')}`,
    );
  return found;
}
