import type { Command } from 'commander';
import { ExitCode } from './exit-code';
import { FORMATS } from './formats';
import { InputError } from './input-error';
import { Io } from './io';
import { Verb } from './verb';

const HELP = `
Examples:
  client-access completion bash > ~/.local/share/bash-completion/completions/client-access
  client-access completion zsh > "\${fpath[1]}/_client-access"
  client-access completion fish > ~/.config/fish/completions/client-access.fish`;

/** What can be typed after one verb. */
interface Words {
  readonly verb: string;
  readonly summary: string;
  readonly options: readonly { readonly long: string; readonly description: string }[];
  readonly subcommands: readonly string[];
}

/** `client-access completion`: a script that completes verbs, options and their values. */
export const COMPLETION: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<shell>', 'bash, zsh or fish')
      .addHelpText('after', HELP)
      .action(async (shell: string) => {
        const write = SHELLS[shell];
        if (!write) throw new InputError(`completion is there for ${Object.keys(SHELLS).join(', ')}; got "${shell}"`);
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- it loads this file, so it is loaded when used
        const { makeProgram } = require('./program') as typeof import('./program');
        const program = await makeProgram(undefined, io, finish, true);
        io.out(write(wordsOf(program)));
        finish(ExitCode.OK);
      });
  },
};

const SHELLS: Readonly<Record<string, (words: Words[]) => string>> = { bash, zsh, fish };

const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--format': FORMATS,
  '--output': FORMATS.map((format) => `${format}=`),
  '--fail-on': ['error', 'warning', 'note', 'never'],
};

function wordsOf(program: Command): Words[] {
  return program.commands.map((command) => ({
    verb: command.name(),
    summary: command.summary(),
    options: [
      ...command.options.map(({ long, description }) => ({ long: long ?? '', description })),
      { long: '--help', description: 'print help' },
    ].filter(({ long }) => long !== ''),
    subcommands: command.commands.map((sub) => sub.name()),
  }));
}

function bash(words: Words[]): string {
  const verbs = words
    .map(({ verb, options, subcommands }) => {
      const all = [...subcommands, ...options.map(({ long }) => long)].join(' ');
      return `    ${verb}) words="${all}" ;;`;
    })
    .join('\n');
  const values = Object.entries(VALUES)
    .map(([option, list]) => `    ${option}) COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$current")); return ;;`)
    .join('\n');
  return `# bash completion of client-access
_client_access() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words=""
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${words.map(({ verb }) => verb).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "$previous" in
${values}
  esac
  case "\${COMP_WORDS[1]}" in
${verbs}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _client_access client-access
`;
}

function zsh(words: Words[]): string {
  const quoted = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:]/g, '\\$&');
  const verbs = words.map(({ verb, summary }) => `    '${verb}:${quoted(summary)}'`).join('\n');
  const cases = words
    .map(({ verb, options, subcommands }) => {
      const lines = options.map(({ long, description }) => {
        const values = VALUES[long] ? `:value:(${VALUES[long].join(' ')})` : '';
        return `        '*${long}[${quoted(description)}]${values}'`;
      });
      const first = subcommands.length > 0 ? `'1:what:(${subcommands.join(' ')})' ` : '';
      return `      ${verb})\n        _arguments ${first}\\\n${lines.join(' \\\n')} \\\n        '*:file:_files' ;;`;
    })
    .join('\n');
  return `#compdef client-access
_client_access() {
  local -a verbs
  verbs=(
${verbs}
  )
  if ((CURRENT == 2)); then
    _describe 'verb' verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
${cases}
  esac
}
_client_access "$@"
`;
}

function fish(words: Words[]): string {
  const quoted = (text: string): string => text.replace(/['\\]/g, '\\$&');
  const lines = ['# fish completion of client-access'];
  for (const { verb, summary, options, subcommands } of words) {
    lines.push(`complete -c client-access -n __fish_use_subcommand -a ${verb} -d '${quoted(summary)}'`);
    const inVerb = `-n '__fish_seen_subcommand_from ${verb}'`;
    for (const name of subcommands) lines.push(`complete -c client-access ${inVerb} -a ${name}`);
    for (const { long, description } of options) {
      const values = VALUES[long] ? ` -x -a '${VALUES[long].join(' ')}'` : '';
      lines.push(`complete -c client-access ${inVerb} -l ${long.slice(2)} -d '${quoted(description)}'${values}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
