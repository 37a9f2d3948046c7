import { Call, Chain, Code, CodeList, CodeObject, Item, Literal, Loop, Reference, Spread, Statement } from './code';
import { Block } from './source-text';

/** What the program finds outside of itself. */
export interface ProgramWorld {
  /** What it finds under the names that it imports. */
  readonly imports: Readonly<Record<string, unknown>>;
  /** Where the files lie that it names, by the path that it names. */
  readonly files: ReadonlyMap<string, string>;
}

type Callable = (...args: unknown[]) => unknown;
type Constructable = new (...args: unknown[]) => unknown;

/**
 * Runs the statements of a program that is about to be written, without its text: what it declares can be judged before there is a
 * file.
 *
 * @returns the constants of the program
 */
export function runProgram(blocks: readonly Block[], world: ProgramWorld): ReadonlyMap<string, unknown> {
  const scope = new Map<string, unknown>();
  for (const one of blocks.flat())
    if ('body' in one) runLoop(one, scope, world);
    else runStatement(one, scope, world);
  return scope;
}

function runStatement({ constant, value }: Statement, scope: Map<string, unknown>, world: ProgramWorld): unknown {
  const made = valueOf(value, scope, world);
  if (constant !== undefined) scope.set(constant, made);
  return made;
}

function runLoop({ body, collects, entries, names }: Loop, scope: Map<string, unknown>, world: ProgramWorld): void {
  const collected: unknown[] = [];
  for (const entry of entries) {
    const inner = new Map(scope);
    names.forEach((name, index) => inner.set(name, valueOf(entry[index], scope, world)));
    let last: unknown;
    for (const statement of body) last = runStatement(statement, inner, world);
    collected.push(last);
  }
  if (collects !== undefined) scope.set(collects.name, collected);
}

function valueOf(code: Code, scope: ReadonlyMap<string, unknown>, world: ProgramWorld): unknown {
  const of = (part: Code): unknown => valueOf(part, scope, world);
  if (code instanceof Literal) return world.files.get(String(code.value)) ?? code.value;
  if (code instanceof Reference) return resolved(code, scope, world).value;
  if (code instanceof Spread) return of(code.list);
  if (code instanceof Item) return (of(code.list) as unknown[])[code.index];
  if (code instanceof CodeList)
    return code.items.flatMap((item) => (item instanceof Spread ? (of(item) as unknown[]) : [of(item)]));
  if (code instanceof CodeObject)
    return Object.fromEntries(code.properties.map(({ name, value }) => [name, of(value)]));
  if (code instanceof Chain)
    return code.methods.reduce<unknown>(
      (target, { args, name }) => (target as Readonly<Record<string, Callable>>)[name](...args.map(of)),
      of(code.target),
    );
  return called(code, code.args.map(of), scope, world);
}

function called(call: Call, args: unknown[], scope: ReadonlyMap<string, unknown>, world: ProgramWorld): unknown {
  const { owner, value } = resolved(call.callee, scope, world);
  if (call.isConstructor) return new (value as Constructable)(...args);
  return (value as Callable).apply(owner, args);
}

/** What a name stands for, and what it is a member of. */
function resolved(
  { name }: Reference,
  scope: ReadonlyMap<string, unknown>,
  world: ProgramWorld,
): { readonly owner: unknown; readonly value: unknown } {
  const [first, ...rest] = name.split('.');
  let owner: unknown;
  let value: unknown = scope.has(first) ? scope.get(first) : world.imports[first];
  for (const part of rest) {
    owner = value;
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
  }
  if (value === undefined) throw new Error(`the program names ${name}, which is not there`);
  return { owner, value };
}
