import { ClixmlReader } from './clixml';
import { readCsvObjects } from './csv-objects';
import { decodeText, encodingOf, TextReader } from './encoding';
import { ExportError, ExportLimits, Secrets } from './limits';
import { ExportFile } from './export-files';
import { IisConfiguration, readIisConfiguration } from './iis-configuration';
import { readJsonObjects } from './json-objects';
import { ExportRecord, kindOf, kindOfClass, kindOfName, RecordKind } from './record';
import { readTextObjects, Remark } from './text-objects';
import { DateCulture } from './text-values';
import { ExportList, ExportObject, ExportValue } from './value';

/** How a file was read. */
export type FileFormat = 'CLIXML' | 'JSON' | 'CSV' | 'applicationHost.config' | 'text' | 'not read';

/** A file, and what it held. */
export interface ReadFile {
  readonly name: string;
  readonly format: FileFormat;
  readonly objects: number;
  /** How its dates were read; of texts alone. */
  readonly culture?: DateCulture;
}

/** Everything that the files of an export hold, not understood yet. */
export interface ReadFiles {
  readonly files: readonly ReadFile[];
  readonly records: readonly ExportRecord[];
  readonly configurations: readonly { readonly file: string; readonly configuration: IisConfiguration }[];
  readonly remarks: readonly Remark[];
  readonly problems: readonly ExportError[];
  /** Secrets that were dropped while reading. */
  readonly secrets: number;
  /** Objects that were dropped while reading, since they have no part in the answers. */
  readonly dropped: number;
}

/** Reads files one after the other; what is wrong with one does not stop the rest. */
export function readFiles(files: readonly ExportFile[], limits: ExportLimits): ReadFiles {
  const reader = new FilesReader(limits);
  for (const file of files) reader.read(file);
  return reader.result();
}

class FilesReader {
  private readonly files: ReadFile[] = [];
  private readonly records: ExportRecord[] = [];
  private readonly configurations: { file: string; configuration: IisConfiguration }[] = [];
  private readonly remarks: Remark[] = [];
  private readonly problems: ExportError[] = [];
  private readonly secrets = new Secrets();
  private dropped = 0;

  public constructor(private readonly limits: ExportLimits) {}

  public read(file: ExportFile): void {
    try {
      this.readAs(file);
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      this.problems.push(error);
      this.files.push({ name: file.name, format: 'not read', objects: 0 });
    }
  }

  public result(): ReadFiles {
    const { files, records, configurations, remarks, secrets } = this;
    const problems = [...this.problems, ...secrets.damaged];
    return { files, records, configurations, remarks, problems, secrets: secrets.dropped, dropped: this.dropped };
  }

  private readAs(file: ExportFile): void {
    const { name } = file;
    const [first] = file.chunks();
    if (first === undefined || first.length === 0) throw new ExportError('the file is empty', name, 'export it again');
    const head = headText(first);
    if (/^\s*(<\?xml[^>]*\?>\s*)?<Objs\b/.test(head)) return this.readClixml(file);
    if (/^\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)?<configuration\b/.test(head)) return this.readIis(file);
    if (/^\s*<(\?xml|!DOCTYPE\s(?!html))/i.test(head)) {
      if (/<!DOCTYPE/i.test(head)) return this.readClixml(file);
      throw new ExportError('XML that is neither CLIXML nor applicationHost.config', name, 'export with Export-Clixml');
    }
    if (/^\s*[[{]/.test(head) && !/^\s*\[PS\]/.test(head)) return this.readJson(file);
    if (first.subarray(0, 4096).includes(0) && encodingOf(first.subarray(0, 4)) === 'utf-8')
      throw new ExportError('a file of bytes that is no text', name, 'leave it out of the export');
    this.readText(name, decodeText(whole(file, this.limits), name));
  }

  private add(object: ExportObject, file: string, hint: RecordKind | undefined, server?: string): void {
    this.addAs(kindOf(object, hint), object, file, server);
  }

  private addAs(kind: RecordKind, object: ExportObject, file: string, server?: string): void {
    const internalTransport = /internaltransport/i.test(file.slice(file.lastIndexOf('/') + 1));
    this.records.push({
      kind,
      object,
      file,
      ...(server === undefined ? {} : { server }),
      ...(internalTransport ? { internalTransport } : {}),
    });
  }

  private readClixml(file: ExportFile): void {
    const { name } = file;
    const hint = kindOfName(nounOfFile(name));
    const reader = new ClixmlReader(name, this.limits, this.secrets, (object) =>
      recordsIn(object, hint).some(({ kind }) => kind !== RecordKind.OTHER),
    );
    let decoder: TextReader | undefined;
    let problem: ExportError | undefined;
    try {
      for (const chunk of file.chunks()) {
        decoder ??= new TextReader(name, encodingOf(chunk.subarray(0, 4)), true);
        reader.write(decoder.decode(chunk));
      }
      if (decoder) reader.write(decoder.decode(undefined));
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      problem = error;
    }
    problem ??= reader.end();
    if (problem) this.problems.push(problem);
    const found = reader.objects.flatMap((object) => recordsIn(object, hint));
    for (const { object, kind } of found) this.addAs(kind, object, name);
    this.dropped += reader.dropped;
    const objects = found.length + reader.dropped;
    this.files.push({ name, format: problem && objects === 0 ? 'not read' : 'CLIXML', objects });
  }

  private readIis(file: ExportFile): void {
    const { name } = file;
    const configuration = readIisConfiguration(decodeText(whole(file, this.limits), name), name, this.limits);
    if (configuration.error) this.problems.push(configuration.error);
    this.secrets.dropped += configuration.secrets;
    this.configurations.push({ file: name, configuration });
    this.files.push({ name, format: 'applicationHost.config', objects: configuration.locations.length });
  }

  private readJson(file: ExportFile): void {
    const { name } = file;
    const text = decodeText(whole(file, this.limits), name);
    let found;
    try {
      found = readJsonObjects(text, name, this.limits, this.secrets);
    } catch (error) {
      if (!(error instanceof ExportError) || /\.json$/i.test(name)) throw error;
      return this.readText(name, text);
    }
    const ofFile = kindOfName(nounOfFile(name));
    for (const { object, list } of found.objects) this.add(object, name, kindOfName(list) ?? ofFile);
    this.files.push({ name, format: 'JSON', objects: found.objects.length });
  }

  private readText(name: string, text: string): void {
    const csv = readCsvObjects(text, name, this.secrets);
    if (csv) {
      const { objects, culture, hint = kindOfName(nounOfFile(name)) } = csv;
      for (const object of objects) this.add(object, name, hint);
      this.files.push({ name, format: 'CSV', objects: objects.length, culture });
      return;
    }
    const { objects, culture, remarks } = readTextObjects(text, name, this.secrets);
    const ofFile = kindOfName(nounOfFile(name));
    for (const { object, hint, server } of objects) this.add(object, name, hint ?? ofFile, server);
    this.remarks.push(...remarks);
    this.files.push({ name, format: 'text', objects: objects.length, culture });
  }
}

/** The bytes of a file that is read as a whole. */
function whole(file: ExportFile, { wholeBytes }: ExportLimits): Buffer {
  if (file.size > wholeBytes)
    throw new ExportError(
      `a file of ${file.size} bytes that is no CLIXML; at most ${wholeBytes} bytes of text, JSON or applicationHost.config are read`,
      file.name,
      'keep what Exchange and IIS showed, or export with Export-Clixml',
    );
  return Buffer.concat([...file.chunks()]);
}

function headText(chunk: Buffer): string {
  const head = chunk.subarray(0, 2048);
  return new TextReader('', encodingOf(head), false).decode(head).replace(/^\uFEFF/, '');
}

/** `EX01/Get-OwaVirtualDirectory1.xml` -> `Get-OwaVirtualDirectory`. */
function nounOfFile(name: string): string {
  const stem = name.slice(name.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  if (/^CertificateStore\b/i.test(stem)) return 'CertificateStore';
  return /(?:^|[_.-])(Get-?[A-Za-z]+)/.exec(stem)?.[1] ?? /([A-Za-z]+)\d*$/.exec(stem)?.[1] ?? stem;
}

/** An object that stands for something, and what is around it. */
export interface FoundRecord {
  readonly object: ExportObject;
  readonly kind: RecordKind;
}

/** How many levels of lists and names above the objects are looked through. */
const LEVELS = 4;

/**
 * The objects that a file holds, where Export-Clixml was given a list as a whole, or a table of lists by name, in place of one object after
 * the other. Within an object that is none of these, what has a class that is known counts, or stands under a name that is known.
 *
 * @param hint kind that the name of the file shows
 */
export function recordsIn(object: ExportObject, hint: RecordKind | undefined): FoundRecord[] {
  const kind = kindOf(object, hint === undefined || isHolder(object) ? undefined : hint);
  if (kind !== RecordKind.OTHER) return [{ object, kind }];
  const inner = inside(object, hint, 0, new Set([object]));
  return inner.length > 0 ? inner : [{ object, kind: kindOf(object, hint) }];
}

/** Whether an object is a list or a table, and nothing beside it. */
function isHolder(object: ExportObject): boolean {
  return object.value instanceof ExportList || object.value instanceof ExportObject;
}

function inside(
  object: ExportObject,
  hint: RecordKind | undefined,
  level: number,
  seen: Set<ExportObject>,
): FoundRecord[] {
  if (level >= LEVELS) return [];
  const { value } = object;
  if (value instanceof ExportList) return listed(value, hint, level, seen);
  const table = value instanceof ExportObject ? value : object;
  return [...table.properties].flatMap((property) => {
    const named = kindOfName(property.name);
    return property.value instanceof ExportList
      ? listed(property.value, named, level, seen)
      : one(property.value, named, level, seen);
  });
}

function listed(list: ExportList, hint: RecordKind | undefined, level: number, seen: Set<ExportObject>): FoundRecord[] {
  return list.items.flatMap((item) => one(item, hint, level, seen));
}

function one(value: ExportValue, hint: RecordKind | undefined, level: number, seen: Set<ExportObject>): FoundRecord[] {
  if (!(value instanceof ExportObject) || seen.has(value)) return [];
  seen.add(value);
  const kind = isHolder(value) ? undefined : (kindOfClass(value.types) ?? (hint && kindOf(value, hint)));
  if (kind !== undefined && kind !== RecordKind.OTHER && value.size > 0) return [{ object: value, kind }];
  return inside(value, hint, level + 1, seen);
}
