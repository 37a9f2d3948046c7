import { InputError } from '../exit';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;

/** From this many names on, an object's names are looked up and not compared one by one. */
const MANY = 16;

/** Begin and hash of the hashes of names: FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** An object or a list that is not closed yet. */
interface Open {
  readonly isObject: boolean;
  /** Where its names begin among the names of all open objects. */
  readonly first: number;
  /** Names by their hash, for an object that has many. */
  lookup?: Map<number, number[]>;
}

/**
 * Makes sure that no object has two members of one name. JSON.parse keeps the last, Terraform's JSON syntax merges blocks of one name:
 * a review would read another document than the one that is deployed.
 *
 * @param bytes whole JSON in UTF-8
 * @param file its name, for the message
 * @throws InputError that names the member and where it is
 */
export function refuseDoubleNames(bytes: Buffer, file: string): void {
  new Names(bytes, file).check();
}

class Names {
  /** Hashes of the names of all open objects, and where each begins: stacks that never shrink. */
  private readonly hashes: number[] = [];
  private readonly starts: number[] = [];
  private size = 0;
  private readonly open: Open[] = [];

  public constructor(
    private readonly bytes: Buffer,
    private readonly file: string,
  ) {}

  public check(): void {
    const { bytes, open } = this;
    const { length } = bytes;
    let here: Open | undefined;
    let expectsName = false;
    for (let at = 0; at < length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        const start = at + 1;
        if (expectsName && here) {
          at = this.name(start, here);
          expectsName = false;
        } else for (at = start; at < length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      } else if (byte === COMMA) expectsName = here?.isObject === true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        open.push((here = { isObject: byte === OPEN_OBJECT, first: this.size }));
        expectsName = here.isObject;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.size = open.pop()?.first ?? 0;
        here = open[open.length - 1];
        expectsName = false;
      }
    }
  }

  /** Notes a name of an object; returns where its closing quote is. */
  private name(start: number, object: Open): number {
    const { bytes, hashes, starts } = this;
    let hash = BASIS;
    let escaped = false;
    let end = start;
    for (; end < bytes.length && bytes[end] !== QUOTE; end++) {
      if (bytes[end] === BACKSLASH) {
        escaped = true;
        end++;
      } else hash = Math.imul(hash ^ bytes[end], PRIME);
    }
    if (escaped) hash = hashOf(this.text(start));
    const { size } = this;
    if (size - object.first < MANY) {
      for (let at = object.first; at < size; at++) if (hashes[at] === hash) this.compare(starts[at], start);
    } else {
      object.lookup ??= this.lookup(object.first);
      const like = object.lookup.get(hash);
      like?.forEach((other) => this.compare(other, start));
      if (like) like.push(start);
      else object.lookup.set(hash, [start]);
    }
    hashes[size] = hash;
    starts[size] = start;
    this.size = size + 1;
    return end;
  }

  private lookup(first: number): Map<number, number[]> {
    const lookup = new Map<number, number[]>();
    for (let at = first; at < this.size; at++) {
      const like = lookup.get(this.hashes[at]);
      if (like) like.push(this.starts[at]);
      else lookup.set(this.hashes[at], [this.starts[at]]);
    }
    return lookup;
  }

  private compare(first: number, second: number): void {
    const name = this.text(second);
    if (this.text(first) !== name) return;
    throw new InputError(
      `${this.file} names ${JSON.stringify(name)} twice in one object (at byte ${second}): Terraform and this review would read it differently`,
      'run `cdktf synth` again, and do not edit what it wrote',
    );
  }

  /** The text of a string, its escapes resolved. */
  private text(start: number): string {
    let end = start;
    for (; end < this.bytes.length && this.bytes[end] !== QUOTE; end++) if (this.bytes[end] === BACKSLASH) end++;
    try {
      return JSON.parse(this.bytes.toString('utf8', start - 1, end + 1)) as string;
    } catch {
      return this.bytes.toString('utf8', start, end); // no JSON: said by whoever parses it
    }
  }
}

function hashOf(text: string): number {
  let hash = BASIS;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash;
}
