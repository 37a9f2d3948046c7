import { ExportError, ExportLimits, isSecret, Secrets } from './limits';
import { RecordKind } from './record';
import { ExportList, ExportObject, ExportValue, isMoment, momentOf } from './value';

/** Bytes of JSON that are read at once. */
const LARGEST = 32 * 1024 * 1024;

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
type JsonObject = { [name: string]: Json };

/** Names under which an object of Exchange has the text that people know it by. */
const TEXT_NAMES = ['AbsoluteUri', 'OriginalString', 'Address', 'HostnameString', 'DomainString', 'Domain', 'Name'];

/** Objects that a JSON file holds, each with the name of the list that it stands in. */
export interface JsonObjects {
  readonly objects: readonly { readonly object: ExportObject; readonly list?: string }[];
}

/**
 * Reads what ConvertTo-Json of PowerShell 5.1 and 7 writes: one object, a list of objects, or lists by name.
 * @throws ExportError where it is no JSON, or over a limit
 */
export function readJsonObjects(text: string, file: string, limits: ExportLimits, secrets: Secrets): JsonObjects {
  if (text.length > LARGEST)
    throw new ExportError(`JSON of more than ${LARGEST} characters`, file, 'export with Export-Clixml instead');
  let json: Json;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    throw new ExportError(
      `the file is no JSON: ${(error as Error).message}`,
      file,
      'export it again with ConvertTo-Json -Depth 4, and copy the file as a whole',
    );
  }
  const reader = new JsonReader(limits, secrets);
  const lists = listsOf(json);
  return {
    objects: lists.flatMap(({ items, path, list }) =>
      items.flatMap((item, index): { object: ExportObject; list?: string }[] => {
        const at = `${file}#${path}[${index}]`;
        const shown = typeof item === 'string' ? certificateOfText(item, at) : undefined;
        if (shown) return [{ object: shown, list: RecordKind.CERTIFICATE }];
        if (!isRecord(item)) return [];
        return [{ object: reader.object(item, at, 0), ...(list === undefined ? {} : { list }) }];
      }),
    ),
  };
}

/**
 * A certificate of which the depth of ConvertTo-Json left the text of five blocks. Its dates are in the culture and the zone of the server,
 * and are not read.
 */
function certificateOfText(text: string, at: string): ExportObject | undefined {
  const block = (name: string): string | undefined =>
    new RegExp(`\\[${name}\\]\\s*([^\\r\\n]+)`).exec(text)?.[1]?.trim();
  const [subject, thumbprint] = [block('Subject'), block('Thumbprint')];
  if (!text.startsWith('[Subject]') || subject === undefined || thumbprint === undefined) return undefined;
  const object = new ExportObject(at);
  object.set('Subject', subject, at);
  object.set('Thumbprint', thumbprint, at);
  for (const [name, title] of [
    ['Issuer', 'Issuer'],
    ['SerialNumber', 'Serial Number'],
  ] as const) {
    const value = block(title);
    if (value !== undefined) object.set(name, value, at);
  }
  return object;
}

/** The lists of objects at the top: of the whole file, or by name where an object holds nothing but lists and objects. */
function listsOf(json: Json): { items: Json[]; path: string; list?: string }[] {
  if (Array.isArray(json)) return [{ items: json, path: '' }];
  if (!isRecord(json)) return [];
  const entries = Object.entries(json);
  const wrapped = wrappedItems(json);
  if (wrapped) return [{ items: wrapped, path: 'value' }];
  const named = entries.filter(([name]) => /^(Get-?)?[A-Za-z]{3,}$/.test(name));
  const holdsLists = entries.length > 0 && entries.every(([, value]) => value === null || typeof value === 'object');
  if (!holdsLists || named.length !== entries.length) return [{ items: [json], path: '' }];
  return entries.map(([list, value]) => {
    const items = Array.isArray(value) ? value : isRecord(value) ? (wrappedItems(value) ?? [value]) : [];
    return { items, path: list, list };
  });
}

/** A list as PowerShell 5.1 sometimes writes it: `{ "value": [...], "Count": 2 }`. */
function wrappedItems(json: JsonObject): Json[] | undefined {
  const { value, Count: count, ...rest } = json;
  return Array.isArray(value) && typeof count === 'number' && Object.keys(rest).length === 0 ? value : undefined;
}

class JsonReader {
  private values = 0;

  public constructor(
    private readonly limits: ExportLimits,
    private readonly secrets: Secrets,
  ) {}

  public object(json: JsonObject, at: string, depth: number): ExportObject {
    const object = new ExportObject(at, [], textOfJson(json));
    for (const [name, value] of Object.entries(json)) {
      if (isSecret(name)) {
        if (value !== null) this.secrets.dropped++;
        continue;
      }
      object.set(name, this.value(value, `${at}/${name}`, depth + 1), `${at}/${name}`);
    }
    return object;
  }

  private value(json: Json, at: string, depth: number): ExportValue {
    if (++this.values > this.limits.elements || depth > this.limits.depth)
      throw new ExportError(
        `the file holds more than ${this.limits.elements} values, or nests more than ${this.limits.depth} deep`,
        at,
        'export with less depth',
      );
    if (typeof json === 'string') return isMoment(json) ? momentOf(json) : json;
    if (json === null || typeof json !== 'object') return json;
    if (Array.isArray(json)) {
      if (isBytes(json)) return Buffer.from(json);
      return new ExportList(json.map((item, index) => this.value(item, `${at}[${index}]`, depth + 1)));
    }
    const items = wrappedItems(json);
    if (items) return this.value(items, at, depth);
    const moment = powerShellDate(json);
    return moment ?? this.object(json, at, depth);
  }
}

function isRecord(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Bytes as ConvertTo-Json writes them: numbers. Short lists of numbers are lists. */
function isBytes(items: Json[]): items is number[] {
  return (
    items.length >= 64 &&
    items.every((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256)
  );
}

/** A date that carries a note beside it: `{ "value": "/Date(...)/", "DateTime": "..." }`. */
function powerShellDate(json: JsonObject): ExportValue | undefined {
  const { value } = json;
  return typeof value === 'string' && isMoment(value) && 'DateTime' in json ? momentOf(value) : undefined;
}

/** The text that PowerShell would show for an object, where its properties allow it. */
function textOfJson(json: JsonObject): string | undefined {
  const { Major: major, Minor: minor, Build: build, Revision: revision } = json;
  if ([major, minor, build, revision].every((part) => typeof part === 'number'))
    return `Version ${major as number}.${minor as number} (Build ${build as number}.${revision as number})`;
  const name = TEXT_NAMES.find((one) => typeof json[one] === 'string');
  return name === undefined ? undefined : (json[name] as string);
}
