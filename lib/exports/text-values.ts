import { DateCulture, momentIn } from './text-dates';
import { ExportList, ExportValue } from './value';

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
