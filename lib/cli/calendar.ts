import type { Command } from 'commander';
import { EMPTY_ESTATE, Estate, Observation } from '../model';
import { Moment, Report } from '../policy';
import type { CalendarEntry } from '../report/calendar';
import { DueDate, DueDates, dueDates, DueKind } from '../rules/due-dates';
import { ExitCode, InputError } from './exit';
import { defaultInput } from './input/default-input';
import { readReport } from './input/base';
import { readEstate } from './input/estate';
import { shapeFault } from './input/slice-shape';
import { Io, Verb } from './verb';
import { judgeRead } from './judgement';
import { parseMoment } from './options';
import { plain } from '../report/plain';

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

/** What happens, in a sentence. */
export function dueTitle({ kind, title }: DueDate): string {
  switch (kind) {
    case DueKind.RENEWAL:
      return `renew ${title}`;
    case DueKind.EXPIRY:
      return `${title} ends`;
    case DueKind.AUTHORITY_EXPIRY:
      return `the CA ${title} ends, and what it issued with it`;
    case DueKind.PUBLIC_LIMIT:
      return title;
  }
}

/** The dates for people: a line each, what is over first, since lines are by day. */
export function calendarText({ dates, unknown }: DueDates, now: Date): string {
  const lines = dates.map((date) => {
    const past = Date.parse(date.at) < now.getTime() ? ' (over)' : '';
    const share = date.share === undefined ? '' : `, ${Math.round(date.share * 100)} % of its lifetime is over`;
    return plain(`${date.at.slice(0, 10)}  ${dueTitle(date)}${past}${share}`);
  });
  if (lines.length === 0) lines.push('No date is known.');
  if (unknown.length > 0)
    lines.push(
      '',
      'Dates that are not known (give a plan of what is deployed, or state them):',
      ...unknown.map((id) => plain(`  ${id}`)),
    );
  return `${lines.join('\n')}\n`;
}

/** Longest line of a calendar file, in octets (RFC 5545, 3.1). */
const LINE = 75;

/**
 * The dates as an iCalendar file (RFC 5545): one event of a whole day each, in UTC. A date keeps its UID as long as the certificate and
 * what happens to it are the same, so that a calendar that reads the file again moves the event.
 *
 * @param now the clock: DTSTAMP
 */
export function calendarFile(dates: readonly DueDate[], now: Date): string {
  const seen = new Map<string, number>();
  const events = dates.flatMap((date) => {
    const name = [date.kind, ...date.certificates, date.kind === DueKind.PUBLIC_LIMIT ? date.at : date.title].join(' ');
    const again = seen.get(name) ?? 0;
    seen.set(name, again + 1);
    return [
      'BEGIN:VEVENT',
      `UID:${uidOf(again === 0 ? name : `${name} ${again}`)}`,
      `DTSTAMP:${compact(now.toISOString()).slice(0, 15)}Z`,
      `DTSTART;VALUE=DATE:${compact(date.at).slice(0, 8)}`,
      `SUMMARY:${escaped(dueTitle(date))}`,
      `DESCRIPTION:${escaped(`${date.at}; ${date.certificates.join(', ')}`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//client-access//calendar//EN', ...events, 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function uidOf(name: string): string {
  return `${Buffer.from(name, 'utf8').toString('base64url')}@client-access`;
}

function compact(moment: string): string {
  return moment.replace(/[-:]/g, '');
}

/** Text as RFC 5545, 3.3.11 writes it. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

/** A line in pieces of at most 75 octets, never within a character. */
function folded(line: string): string {
  let [result, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE) [result, octets] = [`${result}\r\n `, 1];
    result += character;
    octets += size;
  }
  return result;
}
