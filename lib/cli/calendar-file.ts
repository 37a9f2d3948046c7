import { DueDate, DueKind } from '../rules/due-dates';
import { dueTitle } from './calendar-words';

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
