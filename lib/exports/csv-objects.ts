import { kindOfName, RecordKind } from './record';
import { isSecret, Secrets } from './limits';
import { cultureOf, DateCulture, isCultureDate, shownValue } from './text-values';
import { ExportObject } from './value';

/** What Export-Csv wrote. */
export interface CsvObjects {
  readonly objects: readonly ExportObject[];
  /** Kind that the line of the type shows. */
  readonly hint?: RecordKind;
  readonly culture: DateCulture;
}

/** Names of which one is in the head of what is read here. */
const HEADS =
  /^(?:thumbprint|subject|services|internalurl|externalurl|identity|certificatedomains|fqdn|admindisplayversion|domainname)$/i;

/**
 * Reads what Export-Csv wrote: a head of quoted names, rows with commas or semicolons. A list is written as the name of its class, which says
 * nothing of what is in it. Undefined: the text is no such file.
 */
export function readCsvObjects(text: string, file: string, secrets: Secrets): CsvObjects | undefined {
  const type = /^\uFEFF?#TYPE (\S+)\s*\n/.exec(text);
  const body = text.slice(type?.[0].length ?? 0).replace(/^\uFEFF/, '');
  const separator = /^"(?:[^"]|"")*"([,;\t])/.exec(body)?.[1];
  if (separator === undefined) return undefined;
  const rows = rowsOf(body, separator);
  const names = rows[0]?.cells ?? [];
  if (!names.some((name) => HEADS.test(name))) return undefined;
  const offset = type ? 1 : 0;
  const data = rows.slice(1).filter(({ cells }) => cells.length === names.length);
  const culture = cultureOf(data.flatMap(({ cells }) => cells.filter(isCultureDate)));
  const objects = data.map(({ cells, line }) => {
    const at = `${file}:${line + offset}`;
    const object = new ExportObject(at);
    names.forEach((name, index) => {
      const cell = cells[index]!;
      if (isSecret(name)) secrets.dropped += cell === '' ? 0 : 1;
      else if (!/^[A-Z][\w.]+(?:`\d\[.*\]|\[\])$/s.test(cell))
        object.set(name, shownValue(cell, isCultureDate(cell) ? culture : undefined), at);
    });
    return object;
  });
  const hint = kindOfName(type?.[1]!.split('.').at(-1));
  return { objects, culture, ...(hint === undefined ? {} : { hint }) };
}

/** Cells of each row (RFC 4180), and the line that it begins on. */
function rowsOf(text: string, separator: string): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  let [cell, quoted, line, began] = ['', false, 1, 1];
  const end = (): void => {
    if (cells.length > 0 || cell !== '') rows.push({ cells: [...cells, cell], line: began });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '\n') line++;
    if (quoted && char === '"' && text[at + 1] === '"') cell += text[at++]!;
    else if (char === '"') quoted = !quoted;
    else if (quoted) cell += char;
    else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      end();
      began = line;
    } else if (char !== '\r') cell += char;
  }
  end();
  return rows;
}
