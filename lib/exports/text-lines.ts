/** A line of a pasted text. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  /** Without quote marks and the tags of a web page. */
  readonly text: string;
  /** The command that the line shows, after its prompt. Left out: it shows none. */
  readonly command?: string;
}

const PROMPT = /^\s*(?:\[PS\]\s*|PS\s+)?(?:[A-Za-z]:\\[^>]*|\[[\w.-]+\]:?[^>]*)>+\s*(.*)$/;
const BARE_PROMPT = /^\s*(?:\[PS\]|PS)\s*>?\s*(?=[A-Za-z]+-[A-Za-z])(.*)$/;
/** A cmdlet at the start of a line: after a comment sign, the mark of a list, or other commands of the line. */
const CMDLET =
  /^\s*(?:#\s*|[-*•]\s+|\d+[.)]\s+)?(?:cls\s*;\s*)*((?:Get|Set|New|Enable|Disable|Test|Import|Remove)-[A-Z][A-Za-z]+\b(?!\s*:).*)$/i;
const NETSH = /^\s*(netsh\s.*)$/i;
const TAGS = /<\/?(?:p|br|div|span|pre|code|td|tr|table|tbody|li|ul|b|strong|blockquote)\b[^>]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** A number at the start of a line, as editors and pages of code show it, and what stands between it and the line. */
const NUMBERED = /^\s*(\d{1,6})([:.|)]?)(?: ?\| ?)?( *)(.*)$/;

/** Lines without the numbers of an editor: where nearly all of them begin with a number, each one more than the number before. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const found = lines.map((line) => NUMBERED.exec(line));
  const numbers = found.flatMap((match) => (match ? [Number(match[1])] : []));
  const filled = lines.filter((line) => line.trim() !== '').length;
  const following = numbers.filter((number, index) => index > 0 && number === numbers[index - 1]! + 1).length;
  if (numbers.length < 5 || following < 0.9 * (numbers.length - 1) || numbers.length < 0.9 * filled) return lines;
  // The gap between number and line is that of the line that stands furthest left.
  const gap = Math.min(...found.flatMap((match) => (match && match[4] !== '' ? [match[3]!.length] : [])));
  return lines.map((line, index) => {
    const match = found[index];
    return match ? `${match[3]!.slice(gap)}${match[4]}` : line;
  });
}

/** Fewest lines of a quotation. */
const QUOTATION = 3;

/**
 * Whether a line is quoted: in a block of lines that begin with `>`, or where most lines of the text begin with the bar of chats. A line that
 * ends with a bar too is a row of a table.
 */
function quotedLines(lines: readonly string[]): (index: number) => boolean {
  const marked = lines.map((line) => /^\s*>/.test(line));
  const filled = lines.filter((line) => /[^\s>|]/.test(line)).length;
  const all = lines.filter((line) => /^\s*>\s?\S/.test(line)).length > filled / 2;
  const inBlock = lines.map((_, index) => all && marked[index]!);
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (marked[to]) to++;
    if (to - from >= QUOTATION) inBlock.fill(true, from, to);
    from = to;
  }
  const barred = lines.filter((line) => /^\s*\|\s?\S.*[^|\s]\s*$/.test(line)).length;
  const most = barred > filled / 2;
  return (index) => inBlock[index]! || (most && /^\s*\|/.test(lines[index]!));
}

/** The lines of a text as a person pasted it: quote marks, tags of a web page and prompts are set apart. */
export function linesOf(text: string): TextLine[] {
  const isPage = /<(?:br|p|div|pre|span|td)\b[^>]*>/i.test(text) || /&(?:nbsp|lt|gt|quot);/.test(text);
  const raw = withoutNumbers(text.replace(/\r\n?/g, '\n').split('\n'));
  const quoted = quotedLines(raw);
  return raw.map((line, index) => {
    let plain = line
      .replace(/\u00a0/g, ' ')
      .replace(/\t/g, '    ')
      .trimEnd();
    if (quoted(index)) plain = plain.replace(/^\s*(?:>\s?)+|^\s*\|\s?/, '');
    if (isPage)
      plain = plain
        .replace(TAGS, '')
        .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
        .trimEnd();
    // Code of one line, as Markdown marks it.
    plain = plain.replace(/^(\s*)`([^`]*)`$/, '$1$2').trimEnd();
    const command = commandOf(plain);
    return { number: index + 1, text: plain, ...(command === undefined ? {} : { command }) };
  });
}

function commandOf(line: string): string | undefined {
  const prompted = PROMPT.exec(line) ?? BARE_PROMPT.exec(line);
  if (prompted) return prompted[1]!.trim();
  return (CMDLET.exec(line) ?? NETSH.exec(line))?.[1]?.trim();
}

/** What a command line says of the objects below it. */
export interface ShownCommand {
  /** Noun of the first cmdlet. */
  readonly noun?: string;
  /** Server that it names. */
  readonly server?: string;
}

/** The cmdlet of a command line, and the server that it asks. */
export function shownCommand(command: string): ShownCommand {
  if (/^netsh\s+http\s+show\s+ssl/i.test(command)) return { noun: 'SslBinding' };
  const noun = /\b(?:Get|Enable|Set|New|Import|Test)-([A-Za-z]+)/i.exec(command)?.[1];
  const server =
    /-Server(?:Name)?\s*[:=]?\s*["']?([A-Za-z0-9][\w.-]*)/i.exec(command)?.[1] ??
    // "SERVER\owa (Default Web Site)", not a path of a drive, of the registry or of a share.
    /(?:^|[\s"'(])([A-Za-z0-9][\w-]{0,62})\\[A-Za-z]/.exec(command)?.[1] ??
    // A comment of the person who ran it: "# on EX07".
    /#\s*(?:run\s+)?(?:on|from|server)?:?\s*([A-Za-z][A-Za-z-]*\d[\w-]*)(?:\.[\w.-]+)?\s*$/i.exec(command)?.[1];
  return { ...(noun === undefined ? {} : { noun }), ...(server === undefined ? {} : { server }) };
}
