import type { Command } from 'commander';
import { formatBaseline, parseBaseline } from '../policy/acknowledge';
import { ExitCode, InputError } from './exit';
import { Io, Verb } from './verb';
import { clockOf } from './input/default-input';
import { judgeInputs } from './judgement';
import { parseMoment } from './options';
import { writeFiles } from './write-files';
import { readBytes, textOf } from './input/bytes';

const HELP = `
Examples:
  client-access baseline --output policy-baseline.json
  client-access review --baseline policy-baseline.json`;

/** `client-access baseline`: the keys of today's findings as a file. */
export const BASELINE: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what to judge, as for review (default: cdktf.out)')
      .option('-o, --output <file>', 'write to this file instead of standard output')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action(async (inputs: string[], options: { readonly output?: string; readonly now?: string }) => {
        const paths = inputs.length > 0 ? inputs : ['cdktf.out'];
        const now = options.now === undefined ? (clockOf(paths) ?? io.now()) : parseMoment(options.now);
        const { report } = await judgeInputs(paths, { now });
        // What is accepted already stays accepted by its acknowledgement, and comes back when that expires.
        const keys = report.findings
          .filter(({ acknowledgement }) => acknowledgement === undefined)
          .map(({ key }) => key);
        const text = formatBaseline(keys);
        if (options.output === undefined || options.output === '-') io.out(text);
        else {
          writeFiles([{ path: options.output, text }]);
          io.err(`${new Set(keys).size} findings are in ${options.output}; review with --baseline ${options.output}\n`);
        }
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when the file can't be read, is no baseline, or is of a newer version */
export function readBaseline(path: string): string[] {
  try {
    return parseBaseline(textOf(readBytes(path)));
  } catch (error) {
    const { message } = error as Error;
    const what = InputError.is(error) ? `the baseline ${message}` : `the baseline ${path} can't be used: ${message}`;
    throw new InputError(what, 'make one with `client-access baseline --output FILE`');
  }
}
