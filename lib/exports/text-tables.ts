import { ExportList, ExportObject } from './value';
import { TextLine } from './text-lines';

/** Letters of the column Services, with the names that Format-List shows. */
const LETTERS: Readonly<Record<string, string>> = {
  I: 'IMAP',
  P: 'POP',
  U: 'UM',
  W: 'IIS',
  S: 'SMTP',
  F: 'Federation',
};

/** A row of Get-ExchangeCertificate: thumbprint (perhaps masked), letters, subject; a mark before it and a note behind it are a person's. */
const CERTIFICATE_ROW =
  /^\s*(?:[*>+-]+\s+)?([A-Fa-f0-9]{40}|[A-Za-z0-9*.]{6,44})\s+([IPUWSF.]{5,8})\s+(\S.*?)(?:\s+<[=-]+\s.*)?$/;

const THUMBPRINT_ALONE = /^\s*([A-Fa-f0-9]{40})\s*$/;

/** A row of a certificate table, if the line is one. */
export function certificateRow({ text, number }: TextLine, file: string): ExportObject | undefined {
  const match = CERTIFICATE_ROW.exec(text);
  if (!match || /^[a-z]{2,}$/i.test(match[2]!.replace(/[IPUWSF.]/g, '')) || !/[.]|^[IPUWSF]+$/.test(match[2]!))
    return undefined;
  const [, thumbprint, letters, subject] = match;
  const at = `${file}:${number}`;
  const object = new ExportObject(at);
  const services = [...letters!].flatMap((letter) => LETTERS[letter] ?? []);
  object.set('Thumbprint', thumbprint!, at);
  object.set('Services', new ExportList(services.length === 0 ? ['None'] : services), at);
  object.set('Subject', subject!.trim(), at);
  return object;
}

/** A line that is a thumbprint and nothing else. */
export function thumbprintRow({ text, number }: TextLine, file: string): ExportObject | undefined {
  const match = THUMBPRINT_ALONE.exec(text);
  if (!match) return undefined;
  const at = `${file}:${number}`;
  const object = new ExportObject(at);
  object.set('Thumbprint', match[1]!, at);
  return object;
}

const HASH = '[A-Fa-f0-9]{40}|[Xx*]{8,}|NULL|null';

const BINDING = new RegExp(
  `\\b(https?)\\b[\\s-]+(\\S*:\\d{1,5}:[\\w.*-]*)(?:\\s+(?:-\\s*)?(?:sslFlags=)?(\\d|${HASH}|Sni|None)(?![\\w.]))?(?:\\s+(?:-\\s*)?(${HASH}))?`,
);

/** Where rows of bindings stand: the site that was named last. */
export interface SiteContext {
  site?: string;
}

/** A row that shows a binding of IIS, with the site that stands before it on this line or an earlier one. */
export function bindingRow({ text, number }: TextLine, file: string, context: SiteContext): ExportObject | undefined {
  const match = BINDING.exec(text);
  if (!match || /:\/\//.test(text)) return undefined;
  const before = text.slice(0, match.index).trim();
  const site =
    /^(.*?)\s+(?:\d+\s+)?(?:Started|Stopped)\b/.exec(before)?.[1] ??
    (/^[A-Z][A-Za-z]+( [A-Z][a-z]+)+$/.test(before) ? before : undefined);
  if (site !== undefined) context.site = site.trim();
  const at = `${file}:${number}`;
  const object = new ExportObject(at);
  object.set('protocol', match[1]!, at);
  object.set('bindingInformation', match[2]!, at);
  if (context.site !== undefined) object.set('site', context.site, at);
  for (const part of [match[3], match[4]]) {
    if (part === undefined) continue;
    if (/^(?:\d|Sni|None)$/.test(part)) object.set('sslFlags', part, at);
    else object.set('certificateHash', /^null$/i.test(part) ? '' : part, at);
  }
  return object;
}

/** Columns of a table, from the line of dashes below its head. */
export interface TableHead {
  readonly names: readonly string[];
  /** Where each column begins; empty where bars part the cells. */
  readonly starts: readonly number[];
  /** True where one blank is between the columns, as where every gap of a text was made one blank. */
  readonly tight: boolean;
}

/** The cells of a row that bars part, as in Markdown. */
function barred(text: string): string[] | undefined {
  return /^\s*\|(.*)\|\s*$/
    .exec(text)?.[1]
    ?.split('|')
    .map((cell) => cell.replace(/[`*]/g, '').trim());
}

/** The head of a table, where the line below it is made of dashes. */
export function tableHead(head: TextLine, dashes: TextLine | undefined): TableHead | undefined {
  if (dashes === undefined) return undefined;
  const isName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name);
  if (/^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(dashes.text)) {
    const cells = barred(head.text);
    return cells?.every(isName) ? { names: cells, starts: [], tight: false } : undefined;
  }
  if (!/^\s*-{2,}(?:\s+-{1,})*\s*$/.test(dashes.text)) return undefined;
  const names = head.text.trim().split(/\s+(?=\S)/);
  const starts = [...dashes.text.matchAll(/-+/g)].map(({ index }) => index);
  if (names.length !== starts.length || !names.every(isName)) return undefined;
  return { names, starts, tight: names.length > 1 && head.text.trim() === names.join(' ') };
}

/**
 * A row of a table as an object. Cells are cut at the columns, or at gaps where a row does not keep to them. Where every gap of a text was
 * made one blank, an empty cell leaves no trace: of a row with fewer words than columns the first cell alone is clear.
 */
export function tableRow({ text, number }: TextLine, head: TableHead, file: string): ExportObject | undefined {
  const { names } = head;
  const at = `${file}:${number}`;
  const object = new ExportObject(at);
  const cells = cellsOf(text, head);
  // A row of signs alone is a rule, or the end of a comment.
  if (cells === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  names.slice(0, cells.length).forEach((name, index) => object.set(name, cells[index]!, at));
  return object;
}

/** A row of a table that may go on in the next lines, and the last part of each cell. */
export interface OpenRow {
  readonly object: ExportObject;
  readonly parts: string[];
}

/** A row as it begins. */
export function openRow(object: ExportObject, { names }: TableHead): OpenRow {
  return {
    object,
    parts: names.map((name) => {
      const value = object.property(name)?.value;
      return typeof value === 'string' ? value : '';
    }),
  };
}

/**
 * Puts a line that `Format-Table -Wrap` broke off to the row before it: its first cell is empty. A cell that fills its column was broken
 * within a word. False: the line is none of these.
 */
export function continuesRow({ text }: TextLine, { names, starts, tight }: TableHead, row: OpenRow): boolean {
  if (tight || starts.length < 2 || text.slice(0, starts[1]).trim() !== '') return false;
  if (!starts.slice(1).some((start) => /\S/.test(text[start] ?? ''))) return false;
  names.forEach((name, index) => {
    const part = text.slice(starts[index], starts[index + 1]).trim();
    const property = row.object.property(name);
    if (part === '' || !property) return;
    const width = (starts[index + 1] ?? Infinity) - starts[index]! - 1;
    const before = row.parts[index]!;
    const isBroken = before === '' || (before.length >= width && !before.endsWith(','));
    row.object.set(name, `${String(property.value)}${isBroken ? '' : ' '}${part}`, property.at);
    row.parts[index] = part;
  });
  return true;
}

function cellsOf(text: string, { names, starts, tight }: TableHead): readonly string[] | undefined {
  const count = names.length;
  if (starts.length === 0) {
    const cells = barred(text);
    return cells?.length === count ? cells : undefined;
  }
  if (starts.every((start) => start === 0 || start > text.length || text[start - 1] === ' '))
    return starts.map((start, index) => text.slice(start, starts[index + 1]).trim());
  const gaps = text.trim().split(/\s{2,}/);
  if (gaps.length === count) return gaps;
  if (!tight) return undefined;
  const words = text.trim().split(' ');
  if (words.length === count) return words;
  return words.length > 1 && words.length < count ? words.slice(0, 1) : undefined;
}

/** `NAME : address:port`, which begins a binding of http.sys; netsh translates the name. */
const ADDRESS =
  /^\s*\S.*?\s+: ?((?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]+\]|[A-Za-z0-9*_-]+(?:\.[A-Za-z0-9_-]+)+):\d{1,5})(?:\s+\S.*)?$/;

/** `NAME : value`, with any name. */
const PAIR = /^\s*\S.*?\s+: ?(\S.*?)\s*$/;

const HASH_LINE = /^([A-Fa-f0-9]{40}|[Xx*]{8,})(?:\s.*)?$/;

const APPLICATION = /^\{[0-9A-Fa-f-]{36}\}/;

const STORE = /^(?:my|webhosting|root|\(null\))$/i;

/** A binding of http.sys, and how many lines show what is understood of it. */
export interface ShownSslBinding {
  readonly object: ExportObject;
  readonly lines: number;
}

/**
 * The binding that `netsh http show sslcert` shows from a line on. netsh writes its names in the language of Windows, so that values are known
 * by their shape: an address with a port, and in the next line a thumbprint. Undefined: none begins there.
 */
export function sslBindingAt(lines: readonly TextLine[], index: number, file: string): ShownSslBinding | undefined {
  const address = ADDRESS.exec(lines[index]?.text ?? '')?.[1];
  if (address === undefined) return undefined;
  const value = (from: number): string => PAIR.exec(lines[from]?.text ?? '')?.[1] ?? '';
  const hash = HASH_LINE.exec(value(index + 1))?.[1];
  if (hash === undefined) return undefined;
  const at = (line: number): string => `${file}:${lines[line]!.number}`;
  const object = new ExportObject(at(index));
  const isAddress = /^(?:\[|\d{1,3}(?:\.\d{1,3}){3}:)/.test(address);
  object.set(isAddress ? 'IP:port' : 'Hostname:port', address, at(index));
  object.set('Certificate Hash', hash, at(index + 1));
  let next = index + 2;
  if (APPLICATION.test(value(next))) object.set('Application ID', value(next), at(next++));
  if (STORE.test(value(next))) object.set('Certificate Store Name', value(next), at(next++));
  // What follows of this binding is not needed: revocation, timeouts, mapping of client certificates.
  while (PAIR.test(lines[next]?.text ?? '') && !ADDRESS.test(lines[next]!.text) && /^\s/.test(lines[next]!.text))
    next++;
  return { object, lines: next - index };
}

/** A key as a file of regedit writes it, and as `reg query` does. */
const KEY = /^\s*(?:\[(HKEY_[^\]]+)\]|(HKEY_\S.*?))\s*$/;

/** `"Enabled"=dword:00000001` of regedit. */
const FILE_VALUE = /^\s*"([^"]+)"\s*=\s*dword:([0-9a-fA-F]{1,8})\s*$/;

/** `    Enabled    REG_DWORD    0x1` of `reg query`. */
const QUERY_VALUE = /^\s*(\S+)\s+REG_DWORD\s+0x([0-9a-fA-F]{1,8})\s*$/;

/** Keys of the registry that a text shows with their numbers, and the lines that were used up. */
export interface RegistryText {
  readonly keys: readonly ExportObject[];
  readonly used: ReadonlySet<number>;
}

/** Reads what regedit exported, or `reg query` showed. A value that a key does not have is absent, which is the default of Windows. */
export function registryKeys(lines: readonly TextLine[], file: string): RegistryText {
  const keys: ExportObject[] = [];
  const used = new Set<number>();
  let open: ExportObject | undefined;
  for (const { text, number } of lines) {
    const at = `${file}:${number}`;
    const key = KEY.exec(text);
    const value = open && (FILE_VALUE.exec(text) ?? QUERY_VALUE.exec(text));
    if (key) {
      open = new ExportObject(at);
      open.set('Key', (key[1] ?? key[2])!.trim(), at);
      keys.push(open);
    } else if (value) open!.set(value[1]!, Number.parseInt(value[2]!, 16), at);
    else {
      if (text.trim() !== '' && !/^\s*"[^"]+"\s*=/.test(text)) open = undefined;
      continue;
    }
    used.add(number);
  }
  return { keys, used };
}
