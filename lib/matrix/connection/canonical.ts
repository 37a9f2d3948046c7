/**
 * The canonical text of a plain value: equal texts for equal values alone. Left-out members count as undefined ones; undefined, an
 * empty list and false are three things. Members are written in their own order, so equal values must be built alike.
 */
export function canonical(value: unknown): string {
  if (value === undefined) return '~';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  let text = '{';
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) text += `${key}:${canonical(member)};`;
  }
  return `${text}}`;
}

/** Whether two plain values have one canonical text, without writing it. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => areEqual(one, b[i]));
  return haveEqualMembers(a, b);
}

const NONE: ReadonlySet<string> = new Set();

/** Whether two objects have equal members, apart from some. */
export function haveEqualMembers(a: object, b: object, apart: ReadonlySet<string> = NONE): boolean {
  let mayLack = false;
  for (const key in a) {
    const one: unknown = a[key as keyof typeof a];
    const other: unknown = b[key as keyof typeof b];
    if (one === undefined || other === undefined) mayLack = true;
    if (one !== other && !apart.has(key) && !areEqual(one, other)) return false;
  }
  // As many members, and each is there: none is left that only the other has.
  if (!mayLack && Object.keys(a).length === Object.keys(b).length) return true;
  for (const key in b) if (!(key in a) && !apart.has(key) && b[key as keyof typeof b] !== undefined) return false;
  return true;
}

/** A value without some of its members. */
export function without<T extends object, K extends keyof T>(value: T, members: readonly K[]): Omit<T, K> {
  const left: Partial<T> = {};
  for (const key in value) if (!members.includes(key as unknown as K)) left[key] = value[key];
  return left as Omit<T, K>;
}

/** Keeps one object of each key. */
export class Interned<T> {
  private readonly byKey = new Map<string, Numbered<T>>();
  private last?: Numbered<T>;
  /** What the last one was taken from by `likePart`. */
  private lastWhole?: object;

  /** The one object of a plain value. Those that are asked for one after another are nearly always alike. */
  public like(value: T): Numbered<T> {
    if (this.last === undefined || !areEqual(this.last.value, value))
      this.last = this.of(canonical(value), () => value);
    return this.last;
  }

  /** The one object of what `part` takes of a whole, which is all apart from some members. */
  public likePart<V extends object>(whole: V, apart: ReadonlySet<string>, part: (whole: V) => T): Numbered<T> {
    if (this.last === undefined || this.lastWhole === undefined || !haveEqualMembers(this.lastWhole, whole, apart))
      this.last = this.like(part(whole));
    this.lastWhole = whole;
    return this.last;
  }

  /** The one object of a key, where there is one. */
  public known(key: string): Numbered<T> | undefined {
    return this.byKey.get(key);
  }

  /** The one object of a key; made where the key is new. */
  public of(key: string, make: () => T): Numbered<T> {
    let known = this.byKey.get(key);
    if (!known) this.byKey.set(key, (known = { number: this.byKey.size, value: make() }));
    return known;
  }
}

/** A value with its number, which is equal for equal values alone. */
export interface Numbered<T> {
  readonly number: number;
  readonly value: T;
}
