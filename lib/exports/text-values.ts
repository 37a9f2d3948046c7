import { ExportList, ExportMoment, ExportValue } from './value';

/** Languages of Windows whose names of months are known, as codes of BCP 47. */
const LANGUAGES = 'en de fr es it nl pt pl cs sk sv da nb fi hu ro ru uk tr el hr sl bg et lv lt'.split(' ');

let months: ReadonlyMap<string, number> | undefined;

/** The number of a month, 1 to 12, by its name or its short name in one of these languages. Undefined: it is none. */
export function monthNamed(name: string): number | undefined {
  months ??= namesOfMonths();
  return months.get(plainName(name));
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** A name that stands for two months in two languages is left out: which is meant nobody can say. */
function namesOfMonths(): ReadonlyMap<string, number> {
  const found = new Map<string, Set<number>>();
  for (const language of LANGUAGES)
    for (const length of ['long', 'short'] as const)
      for (const withDay of [false, true]) {
        // With a day some languages put the month into another case.
        const format = new Intl.DateTimeFormat(language, {
          month: length,
          timeZone: 'UTC',
          ...(withDay ? { day: 'numeric' } : {}),
        });
        for (let month = 1; month <= 12; month++)
          for (const { type, value } of format.formatToParts(Date.UTC(2024, month - 1, 15)))
            if (type === 'month' && /\p{L}/u.test(value))
              found.set(plainName(value), (found.get(plainName(value)) ?? new Set()).add(month));
      }
  return new Map(
    [...found].flatMap(([name, numbers]) => (numbers.size === 1 ? [[name, [...numbers][0]!] as const] : [])),
  );
}

/** Orders in which cultures write day, month and year. */
export type DateOrder = 'day-month-year' | 'month-day-year' | 'year-month-day';

/** How a text writes its dates. */
export interface DateCulture {
  /** Every order that all dates of the text allow; one where it is clear. */
  readonly orders: readonly DateOrder[];
  /** Why, in words. */
  readonly reason: string;
}

/** Halves of the day, as cultures write them before or after the time. */
const HALF = '[AaPp]\\.?\\s?[Mm]\\.?|오전|오후|上午|下午|午前|午後|πμ|μμ';

const AFTERNOON = /^(?:p|오후|下午|午後|μμ)/i;

const TIME = `(?:(${HALF})\\s*)?(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2}))?\\s*(${HALF})?(?:\\s*ч\\.)?`;

const DATE = new RegExp(`^(\\d{1,4})([./-]) ?(\\d{1,2})\\2 ?(\\d{1,4})\\.?(?: ?г\\.)?[, ]\\s*${TIME}$`);

const DATE_ALONE = /^(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})\.?$/;

const WEEKDAY = '(?:\\p{L}[\\p{L}-]*\\.?,?\\s+)?';

const YEAR = '(\\d{4}|\\d{2})\\.?(?: ?(?:г|р)\\.)?';

/** `Freitag, 5. Februar 2027 09:12:44`, `05-Feb-27`. */
const NAMED_DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,2})\\.?[ -](?:de )?(\\p{L}+)\\.?[ -](?:de )?${YEAR}(?:,? (?:a las )?${TIME})?$`,
  'u',
);

/** `Friday, February 5, 2027 9:12:44 AM`. */
const NAMED_MONTH_FIRST = new RegExp(`^${WEEKDAY}(\\p{L}+)\\.? (\\d{1,2}), ${YEAR}(?:,? ${TIME})?$`, 'u');

interface Parts {
  readonly numbers: readonly [number, number, number];
  readonly texts: readonly [string, string, string];
  readonly separator: string;
  readonly milliseconds: number;
  readonly twelveHours: boolean;
}

type TimeTexts = readonly (string | undefined)[];

/** Milliseconds since midnight: a half before or after hour, minute and second. */
function timeOf([before, hour = '0', minute = '0', seconds = '0', after]: TimeTexts): number {
  const half = before ?? after;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (AFTERNOON.test(half) ? 12 : 0);
  return ((hours * 60 + Number(minute)) * 60 + Number(seconds)) * 1000;
}

function partsOf(text: string): Parts | undefined {
  const match = DATE.exec(text) ?? DATE_ALONE.exec(text);
  if (!match) return undefined;
  const [, first, separator, second, third, ...time] = match;
  return {
    numbers: [Number(first), Number(second), Number(third)],
    texts: [first!, second!, third!],
    separator: separator!,
    milliseconds: timeOf(time),
    twelveHours: (time[0] ?? time[4]) !== undefined,
  };
}

/** A date that names its month, which no order of day and month can make unclear. */
function namedDate(text: string): number | undefined {
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  const monthFirst = dayFirst ? null : NAMED_MONTH_FIRST.exec(text);
  const match = dayFirst ?? monthFirst;
  if (!match) return undefined;
  const [, one, other, year, ...time] = match;
  const month = monthNamed((dayFirst ? other : one)!);
  const day = Number(dayFirst ? one : other);
  if (month === undefined) return undefined;
  const date = new Date(Date.UTC(year!.length === 2 ? 2000 + Number(year) : Number(year), month - 1, day));
  return date.getUTCDate() === day ? date.getTime() + timeOf(time) : undefined;
}

/** Whether a text looks like a date of some culture. */
export function isCultureDate(text: string): boolean {
  return text.length <= 60 && (partsOf(text) ?? namedDate(text)) !== undefined;
}

function read(parts: Parts, order: DateOrder): number | undefined {
  const [a, b, c] = parts.numbers;
  const [year, month, day] =
    order === 'year-month-day' ? [a, b, c] : order === 'day-month-year' ? [c, b, a] : [c, a, b];
  const whole = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(whole, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || whole < 1970) return undefined;
  return date.getTime() + parts.milliseconds;
}

/** Two dates of one object of which the first can't be later than the second. */
export interface DatePair {
  readonly earlier: string;
  readonly later: string;
}

const HOUR = 3_600_000;

/**
 * The order in which a text writes its dates, from all of them: a part above 12, the separator, leading zeros with AM and PM, that a
 * certificate begins before it ends, and that the local time of a change is within a day of its UTC time.
 */
export function cultureOf(
  dates: readonly string[],
  pairs: readonly DatePair[] = [],
  near: readonly DatePair[] = [],
): DateCulture {
  const all = dates.map(partsOf).filter((parts) => parts !== undefined);
  if (all.length === 0) return { orders: [], reason: 'the text has no dates' };
  const fits = (order: DateOrder): boolean => {
    if (
      order === 'year-month-day'
        ? !all.every(({ texts }) => texts[0].length === 4)
        : all.some(({ texts }) => texts[0].length === 4)
    )
      return false;
    if (!all.every((parts) => read(parts, order) !== undefined)) return false;
    const at = (text: string): number | undefined => {
      const parts = partsOf(text);
      return parts && read(parts, order);
    };
    return (
      pairs.every(({ earlier, later }) => (at(earlier) ?? -Infinity) <= (at(later) ?? Infinity)) &&
      near.every(({ earlier, later }) => {
        const [one, two] = [at(earlier), at(later)];
        return one === undefined || two === undefined || Math.abs(one - two) <= 15 * HOUR;
      })
    );
  };
  const orders = (['day-month-year', 'month-day-year', 'year-month-day'] as const).filter(fits);
  if (orders.length === 1) return { orders, reason: `every date of the text fits ${orders[0]} and no other order` };
  if (all.every(({ separator }) => separator === '.'))
    return { orders: ['day-month-year'], reason: 'dates with full stops begin with the day' };
  if (
    orders.length > 1 &&
    all.some(({ twelveHours, texts }) => twelveHours && texts[0].length === 1 && texts[1].length === 1)
  )
    return {
      orders: ['month-day-year'],
      reason: 'AM or PM with a month and a day of one digit, as in the United States',
    };
  return { orders, reason: 'the dates of the text fit more than one order of day and month' };
}

/** A date as the culture of its text reads it; every reading, where it is not clear. */
export function momentIn(text: string, culture: DateCulture): ExportMoment {
  const named = namedDate(text);
  if (named !== undefined) return new ExportMoment(text, [new Date(named).toISOString()], false);
  const parts = partsOf(text);
  const readings = parts ? culture.orders.map((order) => read(parts, order)).filter((time) => time !== undefined) : [];
  return new ExportMoment(
    text,
    [...new Set(readings)].map((time) => new Date(time).toISOString()),
    false,
  );
}

/** Whether a shown value ends where the console cut it. */
export function isCutText(text: string): boolean {
  return /(?:\.\.\.|…)$/.test(text);
}

/** Widths of consoles, less the column that stays free. */
const WIDTHS: ReadonlySet<number> = new Set([79, 80, 119, 120]);

/**
 * The column at which a console broke lines in the middle of words, from the lengths of the lines that go on: all of them end there, or one
 * before it, where a blank was at the end. Undefined: it broke at blanks.
 */
export function breakingWidth(lengths: readonly number[]): number | undefined {
  if (lengths.length === 0) return undefined;
  const longest = Math.max(...lengths);
  const filled = lengths.every((length) => length === longest || length === longest - 1);
  return filled && (lengths.length > 1 || WIDTHS.has(longest)) ? longest : undefined;
}

/**
 * Puts the lines of a wrapped value together. A console wraps at blanks, which it swallows, and after commas; what is longer than a line
 * and has neither is broken anywhere. A console of PowerShell 1 and 2 fills each line to its last column.
 *
 * @param full of each line, whether it reaches the column at which the console breaks words. Default: none does
 */
export function unwrapped(lines: readonly string[], full: readonly boolean[] = []): string {
  return lines.reduce((before, line, index) => {
    if (before === '' || full[index - 1]) return before + line;
    if (before.endsWith(',') || /^(?:https?:\/\/\S+|[A-Fa-f0-9]{24,})$/.test(before)) return before + line;
    return `${before} ${line}`;
  }, '');
}

/** The value that a text shows. An empty text may stand for null: a text can't show the difference. */
export function shownValue(text: string, culture: DateCulture | undefined): ExportValue {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) {
    const closed = trimmed.endsWith('}');
    const inner = trimmed.slice(1, closed ? -1 : undefined).trim();
    const cut = !closed || isCutText(inner);
    const items = inner.replace(/(?:,\s*)?(?:\.\.\.|…)$/, '').split(/,\s*(?![^()]*\))/);
    // The last name of a list that was cut within a name is no name.
    const whole = cut && !/,\s*(?:\.\.\.|…)$/.test(inner) && !isCutText(inner) ? items.slice(0, -1) : items;
    return new ExportList(
      whole.map((item) => item.trim()).filter((item) => item !== ''),
      cut,
    );
  }
  if (/^true$/i.test(trimmed)) return true;
  if (/^false$/i.test(trimmed)) return false;
  if (culture) return momentIn(trimmed, culture);
  return trimmed;
}
