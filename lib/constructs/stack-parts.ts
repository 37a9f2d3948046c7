import { App, TerraformBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { basename, resolve } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { OF_TESTING } from './bundle-folder';
import { compact, faultOf, Registry } from './registry';
import { expressionOf } from './declared-name';
import { PolicyGate } from './gate';
import { isObject } from './checked-props';
import { writeWhole } from './refusal';

const PARTS = Symbol.for('cdktf-exchange-client-access/stack-parts');

const VARIABLE = /^\$\{var\.[\w-]+\}$/;

/** A stack that holds some of the servers. */
interface Part {
  readonly id: string;
  /** Paths of its servers below the stack that they are declared in: those of the record, and those declared now. */
  readonly servers: Set<string>;
  /** Made when the first server stands in it. */
  stack?: TerraformStack;
}

/**
 * Spreads the servers that are declared in one stack over several, so that none holds more than a number of them. The stack itself is the
 * first: with what else is declared in it, its CA among that, so that nothing moves when it grows. A server stays where it stands,
 * which a file beside cdktf.json records: in another stack it would get a new key.
 */
export class StackParts {
  /** How the servers of a stack are spread; undefined where they are not. */
  public static of(stack: TerraformStack): StackParts | undefined {
    return (stack as TerraformStack & { [PARTS]?: StackParts })[PARTS];
  }

  /**
   * Where a server is to be made: in the scope that the user gave, or in a further stack below it.
   *
   * @param certificate where the certificate is made that the server shares with others; they stand in one stack
   */
  public static scopeFor(scope: Construct, id: string, certificate: Construct | undefined): Construct {
    const stack = scope.node.scopes.find((one) => TerraformStack.isStack(one)) as TerraformStack | undefined;
    return (stack && StackParts.of(stack)?.placeOf(scope, id, certificate)) ?? scope;
  }

  /**
   * A value as a server's own stack has it: a variable of the stack that the server was declared in is declared in each of them, so that
   * what it holds, a key perhaps, passes through nobody's state.
   */
  public static ownVariable(scope: Construct, value: string): string {
    const stack = TerraformStack.of(scope);
    const isPart = stack.node.scopes.some(
      (above) => above !== stack && TerraformStack.isStack(above) && StackParts.of(above)?.stacks.includes(stack),
    );
    const expression = isPart ? expressionOf(scope, value) : undefined;
    return expression !== undefined && VARIABLE.test(expression) ? expression : value;
  }

  private readonly parts: Part[];
  private readonly placed = new Set<string>();

  /**
   * @param most servers of one stack
   * @param make makes a further stack
   */
  public constructor(
    private readonly main: TerraformStack,
    private readonly most: number,
    private readonly make: (scope: Construct, id: string) => TerraformStack,
  ) {
    const { id, path } = main.node;
    const { servers, problem } = readStackRecord(path, id);
    if (problem !== undefined)
      faultOf(main, {
        code: 'stacks-file-invalid',
        message: `${STACKS_FILE} can't be used: ${problem}`,
        fix: 'take it from version control as synth wrote it: it says in which stack each server stands, and a server in another one gets a new key and certificate',
        location: Registry.of(main).locate(),
      });
    const { [id]: first = [], ...further } = servers;
    this.parts = [
      { id, servers: new Set(first), stack: main },
      ...Object.entries(further).map(([part, held]) => ({ id: part, servers: new Set(held) })),
    ];
    Object.defineProperty(main, PARTS, { value: this, enumerable: false });
    PolicyGate.of(main).aroundSynth({ before: () => this.complete(), accepted: () => this.record() });
  }

  /** The stacks so far, the main one first. */
  public get stacks(): TerraformStack[] {
    return this.parts.flatMap(({ stack }) => stack ?? []);
  }

  private placeOf(scope: Construct, id: string, certificate: Construct | undefined): Construct {
    const groups = scope.node.scopes.slice(scope.node.scopes.indexOf(this.main) + 1).map(({ node }) => node.id);
    const path = [...groups, id].join('/');
    const part = this.partOf(path, certificate);
    part.servers.add(path);
    this.placed.add(path);
    part.stack ??= this.make(scope, part.id);
    return part.stack === this.main ? scope : part.stack;
  }

  private partOf(path: string, certificate: Construct | undefined): Part {
    const sharing = certificate && TerraformStack.of(certificate);
    const wanted = this.parts.find(({ stack }) => stack !== undefined && stack === sharing);
    const known = this.parts.find(({ servers }) => servers.has(path));
    if (wanted) known?.servers.delete(path);
    return wanted ?? known ?? this.free(path) ?? this.begin();
  }

  /** The first stack with room: the main one, or one that stands where the server is declared, for which the same policy holds. */
  private free(path: string): Part | undefined {
    return this.parts.find(({ servers, stack }) => {
      if (servers.size >= this.most) return false;
      const [one] = servers;
      return stack === this.main || (one === undefined ? stack === undefined : groupOf(one) === groupOf(path));
    });
  }

  private begin(): Part {
    const ids = new Set(this.parts.map(({ id }) => id));
    let number = 2;
    while (ids.has(partId(this.main.node.id, number))) number++;
    const part = { id: partId(this.main.node.id, number), servers: new Set<string>() };
    this.parts.push(part);
    return part;
  }

  /** A stack whose last server has gone is there still: it takes the server's bundle and keys away. */
  private complete(): void {
    for (const part of this.parts) part.stack ??= this.make(this.main, part.id);
    this.declareVariables();
    const backend = (stack: TerraformStack): boolean => stack.node.children.some(TerraformBackend.isBackend);
    if (!backend(this.main)) return;
    for (const stack of this.stacks)
      if (!backend(stack))
        faultOf(this.main, {
          code: 'stack-without-backend',
          message: `${this.main.node.id} has a backend, and ${stack.node.id}, which holds some of its servers, has none: its state, with their keys, would lie on this machine`,
          fix: 'after the servers are declared, give each of the stacks that the member "stacks" lists a backend of its own',
        });
  }

  /** Whatever names a variable of the main stack finds it in its own. */
  private declareVariables(): void {
    const all = this.main.node.findAll().filter((one) => one instanceof TerraformVariable);
    for (const variable of all.filter(({ cdktfStack }) => cdktfStack === this.main))
      for (const stack of this.stacks.slice(1)) {
        const { friendlyUniqueId: id } = variable;
        if (all.some((other) => other.cdktfStack === stack && other.friendlyUniqueId === id)) continue;
        const { default: value, description, type, sensitive, nullable, validation } = variable;
        new TerraformVariable(
          stack,
          id,
          compact({ default: value as unknown, description, type, sensitive, nullable, validation }),
        ).overrideLogicalId(id);
      }
  }

  private record(): void {
    const { root } = this.main.node;
    if (App.isApp(root) && OF_TESTING.test(basename(root.outdir))) return;
    const servers = this.parts.map(({ id, servers: held }): [string, string[]] => [
      id,
      [...held].filter((path) => this.placed.has(path)).sort(),
    ]);
    writeStackRecord(this.main.node.path, Object.fromEntries(servers));
  }
}

/** What a server is declared below, seen from the stack. */
function groupOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/**
 * File beside cdktf.json, for version control: in which stack each server stands, where the servers of one are spread over several. A
 * server that moved to another stack would get a new key and a new certificate.
 */
export const STACKS_FILE = 'client-access-stacks.json';

/** Ids of the servers below the stack that they are declared in, by the id of the stack that holds them. */
export type ServersByStack = Readonly<Record<string, readonly string[]>>;

/** What the file says of one stack; a problem where it can't be used. */
export interface StackRecord {
  readonly servers: ServersByStack;
  readonly problem?: string;
}

/** Reads what the file says of a stack and of those that its servers were spread over. */
export function readStackRecord(path: string, stack: string): StackRecord {
  try {
    const all = contentOf();
    const own: unknown = all[path] ?? {};
    if (!isObject(own)) return unusable(`what it says of ${path} is no object`);
    const seen = new Set<string>();
    for (const [id, servers] of Object.entries(own)) {
      if (id !== stack && !partNumber(stack, id)) return unusable(`"${id}" is none of the stacks of ${path}`);
      if (!Array.isArray(servers) || !servers.every((one): one is string => typeof one === 'string'))
        return unusable(`"${id}" is no list of servers`);
      const twice = servers.find((one) => seen.has(one));
      if (twice !== undefined) return unusable(`the server ${twice} is in it twice`);
      servers.forEach((one) => seen.add(one));
    }
    return { servers: own as ServersByStack };
  } catch (error) {
    return unusable((error as Error).message);
  }
}

/**
 * Writes where the servers of a stack stand, beside what the file says of others; nothing where it says so already.
 *
 * @throws Error where the file can't be written
 */
export function writeStackRecord(path: string, servers: ServersByStack): void {
  const all = contentOf();
  const text = textOf({ ...all, [path]: servers });
  if (existsSync(resolve(STACKS_FILE)) && readFileSync(resolve(STACKS_FILE), 'utf8') === text) return;
  try {
    writeWhole(resolve(STACKS_FILE), text);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(
      `${STACKS_FILE} can't be written (${code}): it says in which stack each server stands, and must be there at the next synth. Let whoever synthesizes write beside cdktf.json, or synthesize where that is possible and commit the file`,
    );
  }
}

/** The id of the stack with a number from 2 on; the first is the stack itself. */
export function partId(stack: string, number: number): string {
  return `${stack}-${number}`;
}

function partNumber(stack: string, id: string): boolean {
  return id.startsWith(`${stack}-`) && /^(?:[2-9]|[1-9]\d+)$/.test(id.slice(stack.length + 1));
}

function contentOf(): Record<string, unknown> {
  const file = resolve(STACKS_FILE);
  if (!existsSync(file)) return {};
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(content)) throw new Error('it is no object');
  return content;
}

/** One line a server, in order, so that changes of two branches merge. */
function textOf(all: Readonly<Record<string, unknown>>): string {
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

function unusable(problem: string): StackRecord {
  return { servers: {}, problem };
}
