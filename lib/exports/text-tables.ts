import { ExportObject, ExportList } from './value';
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

/** A row of Get-ExchangeCertificate: thumbprint (perhaps masked), letters, subject. */
const CERTIFICATE_ROW = /^\s*([A-Fa-f0-9]{40}|[A-Za-z0-9*.]{6,41})\s+([IPUWSF.]{5,8})\s+(\S.*)$/;

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
  readonly starts: readonly number[];
}

/** The head of a table, where the line below it is made of dashes. */
export function tableHead(head: TextLine, dashes: TextLine | undefined): TableHead | undefined {
  if (dashes === undefined || !/^\s*-{2,}(?:\s+-{1,})*\s*$/.test(dashes.text)) return undefined;
  const names = head.text.trim().split(/\s+(?=\S)/);
  const starts = [...dashes.text.matchAll(/-+/g)].map(({ index }) => index);
  if (names.length !== starts.length || !names.every((name) => /^[A-Za-z]\w*$/.test(name))) return undefined;
  return { names, starts };
}

/** A row of a table as an object. Cells are cut at the columns, or at gaps where a row does not keep to them. */
export function tableRow({ text, number }: TextLine, head: TableHead, file: string): ExportObject | undefined {
  const { names, starts } = head;
  const keeps = starts.every((start) => start === 0 || start > text.length || text[start - 1] === ' ');
  const gaps = text.trim().split(/\s{2,}/);
  const cells = keeps
    ? starts.map((start, index) => text.slice(start, starts[index + 1]).trim())
    : gaps.length === names.length
      ? gaps
      : undefined;
  if (cells === undefined) return undefined;
  const at = `${file}:${number}`;
  const object = new ExportObject(at);
  names.forEach((name, index) => object.set(name, cells[index] ?? '', at));
  return object;
}
