import { ExportMoment } from './value';

/** ISO 8601 as CLIXML and PowerShell 7 write it: with Z, with an offset, or with neither. */
const ISO = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?$/;

/** `/Date(1575413252000)/` of PowerShell 5.1's ConvertTo-Json. */
const JSON_DATE = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** A moment in one of the forms that say the day clearly; the text alone where it is none of them. */
export function momentOf(text: string): ExportMoment {
  const iso = ISO.exec(text);
  if (iso) {
    const date = new Date(`${iso[1]!.replace(/(\.\d{3})\d+$/, '$1')}${iso[2] ?? 'Z'}`);
    if (!Number.isNaN(date.getTime())) return new ExportMoment(text, [date.toISOString()], iso[2] !== undefined);
  }
  const json = JSON_DATE.exec(text);
  const date = json ? new Date(Number(json[1])) : undefined;
  if (date && !Number.isNaN(date.getTime())) return new ExportMoment(text, [date.toISOString()], true);
  return new ExportMoment(text, [], false);
}

/** Whether a text is a moment in such a form. */
export function isMoment(text: string): boolean {
  return ISO.test(text) || JSON_DATE.test(text);
}
