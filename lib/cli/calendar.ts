import type { Command } from 'commander';
import { EMPTY_ESTATE, Estate, Observation } from '../model';
import { Moment, Report } from '../policy';
import type { CalendarEntry } from '../report/calendar';
import { DueDates, dueDates } from '../rules/due-dates';
import { calendarFile } from './calendar-file';
import { calendarText, dueTitle } from './calendar-words';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { defaultInput } from './input/default-input';
import { readReport } from './input/base';
import { readEstate } from './input/estate';
import { shapeFault } from './input/slice-shape';
import { Io } from './io';
import { judgeRead } from './judgement';
import { parseMoment } from './threshold';
import { Verb } from './verb';

/** Formats of the calendar. */
export const CALENDAR_FORMATS = ['text', 'ics', 'json', 'html', 'prometheus'] as const;

const HELP = `
INPUT is as for client-access review: a folder that synth wrote (default: cdktf.out), a cdk.tf.json, the JSON of a plan,
or - for standard input. What Terraform has issued has its dates in a plan or in the state: terraform show -json. A JSON report
of client-access verify has the dates of what endpoints presented; what is declared beside it counts once.

A renewal is due when it is planned, or else at two thirds of the lifetime. Where certificates are purchased, the days from
which public CAs issue for a shorter time are listed too.

Examples:
  client-access calendar
  client-access calendar --format ics cdktf.out > certificates.ics
  client-access calendar --format html cdktf.out > calendar.html
  client-access calendar --format prometheus state.json
  client-access calendar verify.json
  client-access calendar --format json --now 2026-06-01`;

interface Options {
  readonly format: string;
  readonly now?: string;
}

/** `client-access calendar`: when certificates are to be renewed and when they end. */
export const CALENDAR: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what synth wrote, a plan, a state, or a report of verify (default: cdktf.out)')
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
  const { estate, notices, moment } = await readCalendar(paths.length > 0 ? paths : [defaultInput()], now);
  const due = dueDates(estate, now);
  switch (format) {
    case 'json':
      return { text: `${JSON.stringify(due, undefined, 2)}\n`, notices };
    case 'ics':
      return { text: calendarFile(due.dates, now), notices };
    case 'html': {
      const report = await judgeRead(estate, moment, { now });
      const { formatCalendarHtml } = await import('../report/calendar');
      return { text: formatCalendarHtml({ ...inWords(due), notices }, report, estate), notices: [] };
    }
    case 'prometheus': {
      const { formatCalendarPrometheus } = await import('../report/calendar');
      return { text: formatCalendarPrometheus({ ...inWords(due), notices }, now), notices };
    }
    default:
      return { text: calendarText(due, now), notices };
  }
}

/** What declares, and what was observed, as one estate. */
async function readCalendar(
  paths: readonly string[],
  now: Date,
): Promise<{ readonly estate: Estate; readonly notices: string[]; readonly moment: Moment }> {
  const reports = paths.map((path) => ({ path, report: readReport(path) }));
  const observations = reports.flatMap(({ path, report }) => (report ? observationsOf(path, report) : []));
  const others = reports.flatMap(({ path, report }) => (report ? [] : [path]));
  if (others.length === 0) return { estate: { ...EMPTY_ESTATE, observations }, notices: [], moment: Moment.OBSERVED };
  const { estate, moment, notices } = await readEstate(others, now, false, true);
  return { estate: { ...estate, observations }, notices, moment };
}

/** @throws InputError where the report has no observations, or damaged ones */
function observationsOf(path: string, { observations }: Report): readonly Observation[] {
  if (observations === undefined)
    throw new InputError(
      `${path} is a report without observations`,
      'give the JSON report of client-access verify, or what was reviewed itself',
    );
  const fault = shapeFault({ observations: [...observations] });
  if (fault !== undefined) throw new InputError(`the report ${path} is damaged: ${fault}`, 'make it again');
  return observations;
}

function inWords({ dates, unknown }: DueDates): {
  readonly entries: CalendarEntry[];
  readonly unknown: readonly string[];
} {
  return { entries: dates.map((date) => ({ ...date, title: dueTitle(date) })), unknown };
}
