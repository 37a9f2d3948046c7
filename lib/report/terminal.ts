import { digits } from './plain';

/** The few styles that a terminal shows; without colour each leaves the text as it is. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const COLOURED: Palette = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
  green: (text) => `\u001b[32m${text}\u001b[39m`,
  cyan: (text) => `\u001b[36m${text}\u001b[39m`,
};

const same = (text: string): string => text;
const BARE: Palette = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };

export function palette(colour: boolean): Palette {
  return colour ? COLOURED : BARE;
}

/** Breaks a text into lines of at most `width` characters at its blanks; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines;
}

/** A text that hangs: the first line behind `lead`, the others below where it began. */
export function hanging(lead: string, text: string, width: number): string[] {
  const room = Math.max(24, width - lead.length);
  const indent = ' '.repeat(lead.length);
  return wrap(text, room).map((line, index) => `${index === 0 ? lead : indent}${line}`);
}

/** What a text report is written on: lines of a width, a limit to lists, and how to see what the limit leaves out. */
export class Page {
  public readonly lines: string[] = [];
  public constructor(
    public readonly paint: Palette,
    public readonly width: number,
    public readonly limit: number,
    private readonly moreHint: string,
  ) {}

  public line(text = ''): void {
    this.lines.push(text);
  }

  public heading(title: string): void {
    this.lines.push('', this.paint.bold(title));
  }

  public hang(lead: string, text: string, style: (line: string) => string = same): void {
    for (const line of hanging(lead, text, this.width)) this.lines.push(style(line));
  }

  /** Shows a list up to the limit, and says how much of it is left out. */
  public list<T>(items: readonly T[], indent: string, what: string, show: (item: T) => void): void {
    items.slice(0, this.limit).forEach(show);
    const rest = items.length - this.limit;
    if (rest > 0) this.lines.push(`${indent}${this.paint.dim(`... and ${digits(rest)} more ${what}${this.moreHint}`)}`);
  }
}
