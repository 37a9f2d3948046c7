/*
 * What the formats of an export have in common: a value that a property holds. Absent, null and empty are three different things: an
 * absent property is not in the map, `null` is what PowerShell wrote as null, and an empty text is a text.
 */

/** A value of a property. */
export type ExportValue = null | string | number | boolean | Buffer | ExportMoment | ExportList | ExportObject;

/** A point in time as an export writes it. */
export class ExportMoment {
  public constructor(
    /** As written. */
    public readonly text: string,
    /** ISO 8601 in UTC, each way that the text can be read; more than one where the order of day and month is not clear. */
    public readonly readings: readonly string[],
    /** Whether the text states its zone; without one, the readings count it as UTC. */
    public readonly zoned: boolean,
  ) {}
}

/** Several values. */
export class ExportList {
  public constructor(
    public readonly items: readonly ExportValue[],
    /** True where the export left out the rest, as `{a, b...}` does: what is not in the list may still be there. */
    public readonly cut = false,
  ) {}
}

/** A property of an object, and where it stands. */
export interface ExportProperty {
  readonly name: string;
  readonly value: ExportValue;
  /** File and object path, such as `GetExchangeCertificate.xml#Obj[0]/Props/RawData`. */
  readonly at: string;
}

/** An object of an export: types, text form, value, and properties by name. */
export class ExportObject {
  private readonly byName = new Map<string, ExportProperty>();

  public constructor(
    /** File and object path, such as `GetExchangeCertificate.xml#Obj[0]`. */
    public readonly at: string,
    /** Names of the .NET types, the nearest first. Empty where the format does not say. */
    public types: readonly string[] = [],
    /** What ToString() gave. */
    public text: string | undefined = undefined,
    /** What an enumeration, a list or a dictionary holds. */
    public value: ExportValue | undefined = undefined,
  ) {}

  /** The properties, in the order of the export. */
  public get properties(): Iterable<ExportProperty> {
    return this.byName.values();
  }

  public get size(): number {
    return this.byName.size;
  }

  /** Adds a property; the later of two of one name counts. */
  public set(name: string, value: ExportValue, at: string): void {
    this.byName.set(name.toLowerCase(), { name, value, at });
  }

  /** A property by name, in any case. Undefined: the export does not have it. */
  public property(name: string): ExportProperty | undefined {
    return this.byName.get(name.toLowerCase());
  }
}

/** The values of a list, or the one value. */
export function itemsOf(value: ExportValue): readonly ExportValue[] {
  if (value instanceof ExportObject && value.value instanceof ExportList) return value.value.items;
  if (value instanceof ExportList) return value.items;
  return value === null ? [] : [value];
}

/** Whether an export left out the rest of a list. */
export function isCut(value: ExportValue): boolean {
  const list = value instanceof ExportObject ? value.value : value;
  return list instanceof ExportList && list.cut;
}

/** Whether a value is of an enumeration: a number with a name; of flags, with several names and commas between them. */
export function isEnumeration(value: ExportValue): boolean {
  return value instanceof ExportObject && value.text !== undefined && typeof value.value === 'number';
}

/** What a person sees of a value: the text form of an object, the name of an enumeration's value. Undefined: nothing, as of null. */
export function textOf(value: ExportValue | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Buffer.isBuffer(value)) return undefined;
  if (value instanceof ExportMoment) return value.text;
  if (value instanceof ExportList) return value.items.map((item) => textOf(item) ?? '').join(', ');
  return value.text ?? (value.value === undefined ? undefined : textOf(value.value));
}

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
