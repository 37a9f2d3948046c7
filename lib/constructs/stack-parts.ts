import { App, TerraformBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { basename } from 'node:path';
import { OF_TESTING } from './bundle-folder';
import { compact } from './compact';
import { expressionOf } from './declared-name';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { Registry } from './registry';
import { partId, readStackRecord, STACKS_FILE, writeStackRecord } from './stack-record';

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
