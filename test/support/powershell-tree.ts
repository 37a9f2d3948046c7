import { readFileSync } from 'node:fs';
import { Language, Node, Parser } from 'web-tree-sitter';

/** One command of a script. */
export interface PowerShellCommand {
  readonly name: string;
  /** Names without the dash. */
  readonly parameters: readonly string[];
  readonly text: string;
  readonly line: number;
}

/** What a script may use besides commands that it defines itself. */
export interface Allowed {
  /** Command -> its parameters. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  readonly methods: readonly string[];
  readonly types: readonly string[];
}

const GRAMMAR = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');

/** A script as its parse tree. */
export class PowerShellScript {
  static async parse(text: string): Promise<PowerShellScript> {
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(GRAMMAR)));
    return new PowerShellScript(parser.parse(text)!.rootNode);
  }

  private constructor(private readonly root: Node) {}

  /** Lines that are not PowerShell. */
  get faults(): string[] {
    if (!this.root.hasError) return [];
    return this.nodes((node) => node.isError || node.isMissing).map(at);
  }

  get commands(): PowerShellCommand[] {
    return this.nodes(({ type }) => type === 'command').map((node) => ({
      name: node.childForFieldName('command_name')?.text ?? '',
      parameters: ownParameters(node).map(({ text }) => text.replace(/^-/, '').replace(/:$/, '')),
      text: node.text,
      line: node.startPosition.row + 1,
    }));
  }

  /** Names of the functions that the script defines. */
  get functions(): string[] {
    return this.nodes(({ type }) => type === 'function_name').map(({ text }) => text);
  }

  /** Everything that the script does and that is not allowed, with its line. */
  foreign({ commands, methods, types }: Allowed): string[] {
    const own = new Set(this.functions);
    const calls = this.commands
      .filter(({ name }) => !own.has(name))
      .flatMap(({ name, parameters, text, line }) => {
        const known = commands[name];
        if (known === undefined) return [`${line}: ${text}`];
        return parameters.filter((one) => !known.includes(one)).map((one) => `${line}: ${name} -${one}`);
      });
    const isForeign = (node: Node): boolean => {
      if (node.type === 'redirection' || node.type === 'command_invokation_operator') return true;
      if (node.type === 'invokation_expression')
        return !methods.includes(node.namedChildren.find((child) => child?.type === 'member_name')?.text ?? '');
      if (node.type === 'type_literal') return !types.includes(node.text);
      if (node.type === 'left_assignment_expression') return /^\$(env|global|function|alias):/i.test(node.text);
      return false;
    };
    return [...calls, ...this.nodes(isForeign).map(at)];
  }

  private nodes(wanted: (node: Node) => boolean): Node[] {
    const found: Node[] = [];
    const visit = (node: Node): void => {
      if (wanted(node)) found.push(node);
      for (const child of node.children) if (child) visit(child);
    };
    visit(this.root);
    return found;
  }
}

function at(node: Node): string {
  return `${node.startPosition.row + 1}: ${node.text}`;
}

/** Parameters of the command itself, not of a command among its arguments. */
function ownParameters(command: Node): Node[] {
  const elements = command.childForFieldName('command_elements');
  return (elements?.namedChildren ?? []).filter((child): child is Node => child?.type === 'command_parameter');
}
