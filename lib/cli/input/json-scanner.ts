import { InputError } from '../exit';

const QUOTE = 0x22;

const BACKSLASH = 0x5c;

const OPEN_OBJECT = 0x7b;

const CLOSE_OBJECT = 0x7d;

const OPEN_LIST = 0x5b;

const CLOSE_LIST = 0x5d;

const COMMA = 0x2c;

const COLON = 0x3a;

/** Deepest nesting that is followed; Terraform's own files stay far below. */
const DEEPEST = 1_000;

/** What a value of JSON begins with. */
const BEGINNING = /^(?:[{["]|-?\d|true|false|null)/;

/** Where a value begins, and where what follows it begins, in bytes. */
export type Span = readonly [number, number];

/** The members of an object by name, each where it stands. */
export type Sections = ReadonlyMap<string, Span>;

/**
 * Walks over JSON in its bytes and parses only what is asked for. What is skipped never becomes a value: that is how secrets in a
 * plan are dropped as they are read, and why a file of many megabytes costs little.
 */
export class JsonScanner {
  private position = 0;
  private depth = 0;

  /**
   * @param bytes UTF-8; a byte order mark is passed over
   * @param name of the file, for messages
   */
  public constructor(
    private readonly bytes: Buffer,
    private readonly name: string,
  ) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.position = 3;
  }

  /** What the next value is, without reading it. */
  public peek(): 'object' | 'list' | 'string' | 'other' {
    const byte = this.next();
    this.checkBeginning();
    if (byte === OPEN_OBJECT) return 'object';
    if (byte === OPEN_LIST) return 'list';
    return byte === QUOTE ? 'string' : 'other';
  }

  /**
   * Goes through the members of the object that is next. The visitor must read or skip the value: it does so by calling one method
   * of this scanner, or leaves it (it is then skipped).
   */
  public members(visit: (key: string) => void): void {
    const first = this.next();
    this.checkBeginning();
    if (first !== OPEN_OBJECT) this.fail('an object is expected');
    this.enter();
    if (this.next() === CLOSE_OBJECT) return this.leave();
    for (;;) {
      if (this.next() !== QUOTE) this.fail('the name of a member is expected');
      const key = this.string();
      if (this.next() !== COLON) this.fail('a colon is expected');
      this.position++;
      this.next();
      const before = this.position;
      visit(key);
      if (this.position === before) this.skip();
      const byte = this.next();
      if (byte === CLOSE_OBJECT) return this.leave();
      if (byte !== COMMA) this.fail('a comma or the end of the object is expected');
      this.position++;
    }
  }

  /** Goes through the items of the list that is next; what the visitor does not read is skipped. */
  public items(visit: (index: number) => void): void {
    if (this.next() !== OPEN_LIST) this.fail('a list is expected');
    this.enter();
    if (this.next() === CLOSE_LIST) return this.leave();
    for (let index = 0; ; index++) {
      this.next();
      const before = this.position;
      visit(index);
      if (this.position === before) this.skip();
      const byte = this.next();
      if (byte === CLOSE_LIST) return this.leave();
      if (byte !== COMMA) this.fail('a comma or the end of the list is expected');
      this.position++;
    }
  }

  /** Whether the next value begins with this text, byte by byte; reads nothing. */
  public startsWith(text: string): boolean {
    this.next();
    return this.bytes.toString('latin1', this.position, this.position + text.length) === text;
  }

  /** Text that begins as no value of JSON does is something else, and not JSON that was cut off. */
  private checkBeginning(): void {
    const { bytes, position } = this;
    if (BEGINNING.test(bytes.toString('latin1', position, position + 5))) return;
    throw new InputError(
      `${this.name} is not JSON`,
      'name a Terraform configuration in JSON syntax, the folder that `cdktf synth` wrote, or the JSON of a plan',
    );
  }

  /** Reads the next value as it is. */
  public value(): unknown {
    const [start, end] = this.span();
    return this.parse(start, end);
  }

  /** Passes over the next value and returns where it stands, for reading it later by `at`. */
  public span(): Span {
    this.next();
    const start = this.position;
    this.skip();
    return [start, this.position];
  }

  /** Where each member of the object that is next stands; nothing else may follow the object. Of two with one name the last counts. */
  public sections(): Sections {
    const sections = new Map<string, Span>();
    this.members((key) => sections.set(key, this.span()));
    this.end();
    return sections;
  }

  /** A scanner of one span of the same bytes. */
  public at(span: Span): JsonScanner {
    const scanner = new JsonScanner(this.bytes, this.name);
    scanner.position = span[0];
    return scanner;
  }

  /** Makes sure that only white space follows. */
  public end(): void {
    for (; this.position < this.bytes.length; this.position++)
      if (this.bytes[this.position] > 0x20) this.fail('more text after the end of the JSON');
  }

  private parse(start: number, end: number): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end));
    } catch {
      this.position = start;
      return this.fail('this value is not JSON');
    }
  }

  /** Passes blanks; the byte that is next. */
  private next(): number {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.position];
      if (byte === undefined) this.fail('the text ends too early: it was cut off');
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.position++;
    }
  }

  private string(): string {
    const start = this.position;
    this.skipString();
    for (let i = start + 1; i < this.position - 1; i++) {
      if (this.bytes[i] === BACKSLASH) return this.parse(start, this.position) as string;
    }
    return this.bytes.toString('utf8', start + 1, this.position - 1);
  }

  private skipString(): void {
    const { bytes } = this;
    let at = this.position + 1;
    // A plain loop: slices of the model are full of escaped quotes, and a search for each costs more than the bytes between.
    for (; ; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) at++;
      else if (byte === undefined) {
        this.position = bytes.length;
        this.fail('the text ends within a string: it was cut off');
      }
    }
    this.position = at + 1;
  }

  /** Passes over the next value; its brackets must match, the rest of it is not looked at. */
  private skip(): void {
    const { bytes } = this;
    const first = this.next();
    if (first === QUOTE) return this.skipString();
    if (first !== OPEN_OBJECT && first !== OPEN_LIST) {
      const start = this.position;
      while (this.position < bytes.length && isLiteral(bytes[this.position])) this.position++;
      if (this.position === start) this.fail('a value is expected');
      return;
    }
    const open: number[] = [];
    for (;;) {
      const byte = bytes[this.position];
      if (byte === undefined) this.fail('the text ends too early: it was cut off');
      if (byte === QUOTE) {
        this.skipString();
        continue;
      }
      this.position++;
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (open.length + this.depth >= DEEPEST) this.fail(`nested more than ${DEEPEST} deep`);
        // A bracket closes two above its opening in ASCII.
        open.push(byte + 2);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (open.pop() !== byte) this.fail('brackets do not match');
        if (open.length === 0) return;
      }
    }
  }

  private enter(): void {
    this.position++;
    if (++this.depth > DEEPEST) this.fail(`nested more than ${DEEPEST} deep`);
  }

  private leave(): void {
    this.position++;
    this.depth--;
  }

  private fail(what: string): never {
    throw new InputError(`${this.name} is not whole JSON: ${what} (at byte ${this.position} of ${this.bytes.length})`);
  }
}

/** Whether a byte can be part of a number, true, false or null. */
function isLiteral(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}

/** An object of JSON, with members of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
