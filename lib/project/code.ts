import { ClientProtocol, ExchangeProduct, ExchangeRelease } from '../model';
import { ExchangeVersion } from '../exchange';

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

/** The stack that everything is declared in. */
export const MAIL = new Reference('mail');

/** A construct: `new Type(scope, id, { ... })`. */
export function made(
  type: string,
  scope: Reference,
  id: Code | string,
  properties?: Readonly<Record<string, Code | undefined>>,
): Call {
  const args: Code[] = [
    scope,
    typeof id === 'string' ? new Literal(id) : id,
    ...(properties === undefined ? [] : [objectOf(properties)]),
  ];
  return new Call(new Reference(type, type), args, true);
}

/** The member of an enum that has a value. */
export function memberWith(name: string, values: Readonly<Record<string, string>>, value: string): Reference {
  const [constant] = Object.entries(values).find(([, one]) => one === value) ?? [];
  if (constant === undefined) throw new Error(`${name} has no value ${value}`);
  return member(name, constant);
}

/** A protocol, as the program names it. */
export function protocolCode(protocol: ClientProtocol): Reference {
  return memberWith('ClientProtocol', ClientProtocol, protocol);
}

/** Something with an id, as platforms and applications are: its constant, or `Type.of(id)`. */
export function identified(type: string, owner: object, id: string): Code {
  const constants = owner as Readonly<Record<string, { readonly id?: unknown } | undefined>>;
  const constant = Object.keys(constants).find((name) => /^[A-Z]/.test(name) && constants[name]?.id === id);
  return constant === undefined ? new Call(member(type, 'of'), [new Literal(id)]) : member(type, constant);
}

/** A version of Exchange, as far as it is known. */
export function versionCode(release: ExchangeRelease): Code {
  const constants = ExchangeVersion as unknown as Readonly<Record<string, { readonly release?: ExchangeRelease }>>;
  const wanted = shape(release);
  const constant = Object.keys(constants).find(
    (name) => name.startsWith('EXCHANGE_') && shape(constants[name].release ?? {}) === wanted,
  );
  if (constant !== undefined) return member('ExchangeVersion', constant);
  const { cumulativeUpdate, product, securityUpdate, servicePack, updateRollup } = release;
  const number = (value: number | undefined): Code | undefined =>
    value === undefined ? undefined : new Literal(value);
  return new Call(member('ExchangeVersion', 'of'), [
    objectOf({
      product: memberWith('ExchangeProduct', ExchangeProduct, product),
      servicePack: number(servicePack),
      updateRollup: number(updateRollup),
      cumulativeUpdate: number(cumulativeUpdate),
      securityUpdate: securityUpdate === undefined ? undefined : new Literal(securityUpdate),
    }),
  ]);
}

function shape(release: Partial<ExchangeRelease>): string {
  return JSON.stringify(Object.entries(release).sort(([a], [b]) => (a < b ? -1 : 1)));
}
