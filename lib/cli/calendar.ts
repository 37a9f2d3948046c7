import type { Command } from 'commander';
import { dueDates } from '../rules/due-dates';
import { calendarFile } from './calendar-file';
import { calendarText } from './calendar-words';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { defaultInput } from './input/default-input';
import { readEstate } from './input/estate';
import { Io } from './io';
import { parseMoment } from './threshold';
import { Verb } from './verb';

/** Formats of the calendar. */
export const CALENDAR_FORMATS = ['text', 'ics', 'json'] as const;

const HELP = `
INPUT is as for client-access review: a folder that synth wrote (default: cdktf.out), a cdk.tf.json, the JSON of a plan,
or - for standard input. What Terraform has issued has its dates in a plan.

A renewal is due when it is planned, or else at two thirds of the lifetime. Where certificates are purchased, the days from
which public CAs issue for a shorter time are listed too.

Examples:
  client-access calendar
  client-access calendar --format ics cdktf.out > certificates.ics
  client-access calendar --format json --now 2026-06-01`;

interface Options {
  readonly format: string;
  readonly now?: string;
}

/** `client-access calendar`: when certificates are to be renewed and when they end. */
export const CALENDAR: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what synth wrote, or a plan (default: cdktf.out)')
      .option('-f, --format <format>', CALENDAR_FORMATS.join(', '), 'text')
      .option('--now <moment>', "count from this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action(async (paths: string[], options: Options) => {
        const { notices, text } = await calendar(paths, options, io);
        for (const notice of notices) io.err(`${notice}\n`);
        io.out(text);
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when an option or an input can't be used */
async function calendar(
  paths: readonly string[],
  { format, now: stated }: Options,
  io: Io,
): Promise<{ readonly text: string; readonly notices: readonly string[] }> {
  if (!CALENDAR_FORMATS.includes(format as (typeof CALENDAR_FORMATS)[number]))
    throw new InputError(`--format takes ${CALENDAR_FORMATS.join(', ')}; got "${format}"`);
  const now = stated === undefined ? io.now() : parseMoment(stated);
  const { estate, notices } = await readEstate(paths.length > 0 ? paths : [defaultInput()], now);
  const due = dueDates(estate, now);
  if (format === 'json') return { text: `${JSON.stringify(due, undefined, 2)}\n`, notices };
  if (format === 'ics') return { text: calendarFile(due.dates, now), notices };
  return { text: calendarText(due, now), notices };
}
