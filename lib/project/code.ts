/*
 * TypeScript as values: what a written project says, before it is text. Names of classes, enums and functions are ours; everything
 * that a person or an export said is a literal, which only literalText turns into source.
 */

/** A value in the written source. */
export type Code = Literal | Reference | Call | Chain | Spread | Item | CodeList | CodeObject;

/** A text, number or truth value: data. */
export class Literal {
  constructor(readonly value: string | number | boolean) {}
}

/** Something that the source names: a constant of its own, or a member of something imported. */
export class Reference {
  constructor(
    readonly name: string,
    /** What must be imported for it. Left out: nothing. */
    readonly imported?: string,
  ) {}
}

/** A call of a function or constructor. */
export class Call {
  constructor(
    readonly callee: Reference,
    readonly args: readonly Code[],
    readonly isConstructor = false,
  ) {}
}

/** Methods that are called on something, one after the other. */
export class Chain {
  constructor(
    readonly target: Code,
    readonly methods: readonly {
      readonly name: string;
      readonly args: readonly Code[];
      readonly comments?: readonly string[];
    }[],
  ) {}
}

/** The entries of a list, within another list. */
export class Spread {
  constructor(readonly list: Reference) {}
}

/** One entry of a list, by its place from 0. */
export class Item {
  constructor(
    readonly list: Reference,
    readonly index: number,
  ) {}
}

/** An array. */
export class CodeList {
  constructor(readonly items: readonly Code[]) {}
}

/** One property of an object, with what stands above it. */
export interface CodeProperty {
  readonly name: string;
  readonly value: Code;
  readonly comments?: readonly string[];
}

/** An object; its properties keep their order. */
export class CodeObject {
  constructor(readonly properties: readonly CodeProperty[]) {}
}

/** A statement of the written source. */
export interface Statement {
  /** Lines above it. */
  readonly comments?: readonly string[];
  /** Name of the constant that holds it. Left out: it has none. */
  readonly constant?: string;
  readonly value: Code;
}

/** Statements that are repeated for each of several things that are alike. */
export interface Loop {
  readonly comments?: readonly string[];
  /** Names that are taken from each entry. */
  readonly names: readonly string[];
  readonly entries: readonly (readonly Code[])[];
  readonly body: readonly Statement[];
  /** Constant that collects what the last statement of the body makes. Left out: nobody needs it. */
  readonly collects?: { readonly name: string; readonly type: string };
}

/** A member of something that the package exports, such as `ExchangeVersion.EXCHANGE_2016`. */
export function member(owner: string, name: string): Reference {
  return new Reference(`${owner}.${name}`, owner);
}

/** Properties with a value; those that are undefined are left out. */
export function objectOf(properties: Readonly<Record<string, Code | undefined>>): CodeObject {
  return new CodeObject(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  );
}

/** A list of texts. */
export function texts(values: readonly string[]): CodeList {
  return new CodeList(values.map((value) => new Literal(value)));
}

/** A list of members of an enum. */
export function members(owner: string, names: readonly string[]): CodeList {
  return new CodeList(names.map((name) => member(owner, name)));
}
