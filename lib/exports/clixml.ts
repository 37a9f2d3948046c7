import { SaxesParser, SaxesTagPlain } from 'saxes';
import { isBase64 } from '../pki';
import { encodingOf, TextReader } from './encoding';
import { ExportError, ExportLimits, isSecret, Secrets } from './limits';
import { ExportList, ExportObject, ExportValue, momentOf } from './value';

/** Elements that hold text alone (MS-PSRP 2.2.5.1). */
const TEXTS = new Set(['S', 'C', 'TS', 'G', 'URI', 'Version', 'XD', 'SBK', 'D', 'SS']);
const WHOLE_NUMBERS = new Set(['By', 'SB', 'U16', 'I16', 'U32', 'I32', 'U64', 'I64']);
const FRACTIONS = new Set(['Sg', 'Db']);
const PRIMITIVES = new Set([...TEXTS, ...WHOLE_NUMBERS, ...FRACTIONS, 'B', 'DT', 'BA', 'Nil']);
const LISTS = new Set(['LST', 'IE', 'QUE', 'STK']);

/** What to do where a file is whole and over a limit. */
const TOO_MUCH = 'export the objects of fewer servers into one file, with a smaller -Depth';

/** What stands open while a file is read. */
interface Frame {
  readonly tag: string;
  /** Object that properties and values go to. */
  readonly object?: ExportObject;
  readonly items?: ExportValue[];
  /** Name of the property that the element is. */
  readonly name?: string;
  readonly at: string;
  readonly secret: boolean;
  /** Of an entry of a dictionary. */
  key?: string;
  types?: string[];
  children: number;
}

/**
 * Reads CLIXML as Export-Clixml writes it, chunk by chunk. Nothing of it is instantiated: values are texts, numbers, bytes and lists.
 * An object that refers to itself stays one object. There is no DTD in CLIXML, so that one is refused, and with it every entity.
 */
export class ClixmlReader {
  public readonly objects: ExportObject[] = [];
  /** Objects at the top that were dropped. */
  public dropped = 0;
  private readonly parser = new SaxesParser({ position: true, fileName: undefined });
  private readonly stack: Frame[] = [];
  private readonly typesById = new Map<string, readonly string[]>();
  private readonly objectsById = new Map<string, ExportObject>();
  /** Ids of the objects within the one at the top that is open. */
  private readonly fresh: string[] = [];
  private text = '';
  private elements = 0;
  /** Elements of the object at the top that is open. */
  private within = 0;
  private failure: ExportError | undefined;
  private rootSeen = false;

  public constructor(
    private readonly file: string,
    private readonly limits: ExportLimits,
    private readonly secrets: Secrets,
    /** Whether an object at the top has a part in the answers; what has none is counted and dropped, so that memory stays bounded. */
    private readonly isKept: (object: ExportObject) => boolean = () => true,
  ) {
    const { parser } = this;
    parser.on('doctype', () => this.fail('the file has a document type definition (DTD), which CLIXML never has'));
    parser.on('opentag', (tag) => this.open(tag as SaxesTagPlain));
    parser.on('closetag', (tag) => this.close(tag.name));
    parser.on('text', (text) => this.take(text));
    parser.on('cdata', (text) => this.take(text));
    parser.on('error', (error) => this.fail(plainXmlError(error.message)));
  }

  /** Reads the next part. After an error nothing more is read; what was read before it counts. */
  public write(text: string): void {
    if (this.failure === undefined) this.parser.write(text);
  }

  /** @returns what is wrong with the file, if anything */
  public end(): ExportError | undefined {
    if (this.failure === undefined) this.parser.close();
    if (this.failure === undefined && !this.rootSeen) this.fail('the file holds no element Objs');
    return this.failure;
  }

  private fail(message: string, fix = 'export it again with Export-Clixml, and copy the file as a whole'): void {
    this.failure ??= new ExportError(message, `${this.file}:${this.parser.line}`, fix);
  }

  private open(tag: SaxesTagPlain): void {
    if (this.failure !== undefined) return;
    this.text = '';
    const parent = this.stack.at(-1);
    if (parent === undefined) {
      this.rootSeen = tag.name === 'Objs';
      if (!this.rootSeen) this.fail(`the first element is ${tag.name}; CLIXML begins with Objs`);
      this.stack.push({ tag: tag.name, at: this.file, secret: false, children: 0 });
      return;
    }
    if (++this.elements > this.limits.elements)
      return this.fail(`the file holds more than ${this.limits.elements} elements`, TOO_MUCH);
    if (++this.within > this.limits.objectElements)
      return this.fail(`an object holds more than ${this.limits.objectElements} elements`, TOO_MUCH);
    if (this.stack.length >= this.limits.depth)
      return this.fail(`elements are nested more than ${this.limits.depth} deep`);
    const name = tag.attributes.N === undefined ? undefined : unescapeName(tag.attributes.N);
    const secret = parent.secret || tag.name === 'SS' || (name !== undefined && isSecret(name));
    const at = this.pathOf(parent, tag.name, name);
    const frame: Frame = { tag: tag.name, at, secret, children: 0, ...(name === undefined ? {} : { name }) };
    if (tag.name === 'Obj') {
      const object = new ExportObject(at);
      if (tag.attributes.RefId !== undefined) {
        this.objectsById.set(tag.attributes.RefId, object);
        this.fresh.push(tag.attributes.RefId);
      }
      this.stack.push({ ...frame, object });
    } else if (tag.name === 'Ref') {
      const object = this.objectsById.get(tag.attributes.RefId ?? '');
      // What is not there was cut by the depth of the export.
      this.stack.push(object === undefined ? frame : { ...frame, object });
    } else if (LISTS.has(tag.name)) {
      this.stack.push({ ...frame, items: [] });
    } else if (tag.name === 'DCT') {
      this.stack.push({ ...frame, object: new ExportObject(at) });
    } else if (tag.name === 'TN') {
      this.stack.push({ ...frame, types: [], key: tag.attributes.RefId });
    } else if (tag.name === 'TNRef') {
      if (parent.object) parent.object.types = this.typesById.get(tag.attributes.RefId ?? '') ?? [];
      this.stack.push(frame);
    } else {
      this.stack.push(frame);
    }
  }

  private pathOf(parent: Frame, tag: string, name: string | undefined): string {
    if (parent.tag === 'Objs') return `${parent.at}#Obj[${parent.children++}]`;
    if (tag === 'Props' || tag === 'MS') return `${parent.at}/${tag}`;
    if (LISTS.has(parent.tag)) return `${parent.at}[${parent.children++}]`;
    // The key of an entry stands before its value.
    if (parent.tag === 'En') return parent.key === undefined ? parent.at : `${parent.at}/${parent.key}`;
    if (name !== undefined) return `${parent.at}/${name}`;
    return parent.at;
  }

  private take(text: string): void {
    if (this.failure !== undefined) return;
    this.text += text;
    if (this.text.length > this.limits.valueCharacters)
      this.fail(`a value is longer than ${this.limits.valueCharacters} characters`);
  }

  private close(tag: string): void {
    if (this.failure !== undefined) return;
    const frame = this.stack.pop();
    const parent = this.stack.at(-1);
    if (frame === undefined || parent === undefined) return;
    const text = this.text;
    this.text = '';
    if (tag === 'T') parent.types?.push(text);
    else if (tag === 'TN') this.closeTypes(frame, parent);
    else if (tag === 'ToString') {
      if (parent.object) parent.object.text = unescapeName(text);
    } else if (tag === 'Obj') this.put(parent, frame, frame.object!);
    else if (tag === 'Ref') {
      // What is not there was cut by the depth of the export, or is part of what was dropped: it is absent, which is not null.
      if (frame.object) this.put(parent, frame, frame.object);
    } else if (LISTS.has(tag)) this.put(parent, frame, new ExportList(frame.items ?? []));
    else if (tag === 'DCT') this.put(parent, frame, frame.object ?? null);
    else if (PRIMITIVES.has(tag)) this.put(parent, frame, this.primitive(tag, text, frame));
  }

  private closeTypes(frame: Frame, parent: Frame): void {
    const types = frame.types ?? [];
    if (frame.key !== undefined) this.typesById.set(frame.key, types);
    if (parent.object) parent.object.types = types;
  }

  private primitive(tag: string, text: string, { at, secret }: Frame): ExportValue {
    if (tag === 'Nil') return null;
    if (secret) return null;
    if (TEXTS.has(tag)) return unescapeName(text);
    if (WHOLE_NUMBERS.has(tag) || FRACTIONS.has(tag)) return numberOf(text);
    if (tag === 'B') return text.trim().toLowerCase() === 'true';
    if (tag === 'DT') return momentOf(text.trim());
    return this.bytes(text, at);
  }

  private bytes(text: string, at: string): ExportValue {
    const base64 = text.replace(/\s+/g, '');
    if (base64.length % 4 === 0 && isBase64(base64)) return Buffer.from(base64, 'base64');
    this.secrets.damaged.push(new ExportError('the bytes are not Base64', at, 'export it again with Export-Clixml'));
    return null;
  }

  /** Gives a value to what it belongs to. */
  private put(parent: Frame, frame: Frame, value: ExportValue): void {
    if (frame.secret && !parent.secret && frame.tag !== 'Nil') this.secrets.dropped++;
    if (parent.tag === 'Objs') {
      const object = value instanceof ExportObject ? value : new ExportObject(frame.at, [], undefined, value);
      this.within = 0;
      if (this.isKept(object)) this.keep(object);
      else this.drop();
    } else if (frame.secret && frame.tag !== 'Nil') return;
    else if (parent.items) parent.items.push(value);
    else if (parent.tag === 'En') this.putEntry(parent, frame, value);
    else if (parent.tag === 'Props' || parent.tag === 'MS') {
      const owner = this.stack.at(-2)?.object;
      if (owner && frame.name !== undefined) owner.set(frame.name, value, frame.at);
    } else if (parent.object) parent.object.value = value;
  }

  private keep(object: ExportObject): void {
    this.objects.push(object);
    this.fresh.length = 0;
    if (this.objects.length > this.limits.objects)
      this.fail(`the file holds more than ${this.limits.objects} objects that have a part in the answers`, TOO_MUCH);
  }

  /** What is within a dropped object goes with it; nothing that is kept refers to it. */
  private drop(): void {
    this.dropped++;
    for (const id of this.fresh) this.objectsById.delete(id);
    this.fresh.length = 0;
  }

  /** The key and the value of an entry of a dictionary become a property of it. */
  private putEntry(entry: Frame, { name, at }: Frame, value: ExportValue): void {
    if (name === 'Key') {
      entry.key = String(value instanceof ExportObject ? value.text : value);
    } else if (entry.key !== undefined) {
      const owner = this.stack.at(-2)?.object;
      if (isSecret(entry.key)) this.secrets.dropped++;
      else owner?.set(entry.key, value, at);
    }
  }
}

/** Reads a whole file from memory. */
export function readClixml(
  bytes: Buffer,
  file: string,
  limits: ExportLimits,
  secrets: Secrets,
): { readonly objects: readonly ExportObject[]; readonly error?: ExportError } {
  const reader = new ClixmlReader(file, limits, secrets);
  const text = new TextReader(file, encodingOf(bytes.subarray(0, 4)), true);
  const CHUNK = 1 << 20;
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) reader.write(text.decode(bytes.subarray(at, at + CHUNK)));
    reader.write(text.decode(undefined));
  } catch (error) {
    if (error instanceof ExportError) return { objects: reader.objects, error };
    throw error;
  }
  const error = reader.end();
  return { objects: reader.objects, ...(error === undefined ? {} : { error }) };
}

/** Text in which PowerShell escaped UTF-16 units as `_xHHHH_`. */
export function unescapeName(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
}

function numberOf(text: string): ExportValue {
  const trimmed = text.trim();
  if (trimmed === 'INF') return Infinity;
  if (trimmed === '-INF') return -Infinity;
  const value = Number(trimmed);
  // What a number of JavaScript can't hold stays as it is written.
  return Number.isNaN(value) || (Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(trimmed))
    ? trimmed
    : value;
}

/** The parser's message without its place, which the error has. */
function plainXmlError(message: string): string {
  return `the file is no well-formed XML: ${message.replace(/^[^:]*:?\d+:\d+: /, '').replace(/\.$/, '')}`;
}
