import { plain } from '../report/plain';
import { DueDate, DueDates, DueKind } from '../rules/due-dates';

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
