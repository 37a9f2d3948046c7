import type { Command, Option } from 'commander';
import { bashCompletion, fishCompletion, OptionWords, Values, VerbWords, zshCompletion } from './completion-scripts';
import { ExitCode, InputError } from './exit';
import { Io, Verb } from './verb';
import { LEVELS } from '../policy';
import { THRESHOLDS } from './options';
import { CALENDAR_FORMATS } from './calendar';
import { EXCHANGE_PRODUCTS } from './collector';
import { FORMATS } from './formats';
import { CERTIFICATE_WORDS, CLIENT_WORDS } from './init';
import { PACKS } from '../rules/packs';
import { VERSION_WORDS } from '../project';
import { NAME_FORMATS } from './names';
import { ROOT_FORMATS } from './roots';
import { rulesOf } from './rules';

const HELP = `
Examples:
  client-access completion bash > ~/.local/share/bash-completion/completions/client-access
  client-access completion zsh > "\${fpath[1]}/_client-access"
  client-access completion fish > ~/.config/fish/completions/client-access.fish`;

/** `client-access completion`: a script that completes verbs, options and their values. */
export const COMPLETION: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<shell>', 'bash, zsh or fish')
      .addHelpText('after', HELP)
      .action(async (shell: string) => {
        const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
        if (!write) throw new InputError(`completion is there for ${SHELL_NAMES.join(', ')}; got "${shell}"`);
        const { makeProgram } = await import('./program');
        const program = await makeProgram(undefined, io, finish, true);
        io.out(write(wordsOf(program)));
        finish(ExitCode.OK);
      });
  },
};

const SHELLS: Readonly<Record<string, (verbs: readonly VerbWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The shells that there is a completion script for. */
const SHELL_NAMES = Object.keys(SHELLS);

const HELP_OPTION: OptionWords = { long: '--help', short: '-h', description: 'print help', repeated: false };

/** What options and arguments are called that take a file. */
const FILES = new Set(['path', 'file', 'folder', 'input', 'export', 'serial[:reason]']);

/** Values that are words, by verb and option or argument. */
function knownWords(): Readonly<Record<string, readonly string[]>> {
  const rules = [...rulesOf(PACKS).keys()];
  const outputs = ['text', 'json'];
  return {
    'review --format': FORMATS,
    'review --output': FORMATS,
    'review --fail-on': THRESHOLDS,
    'verify --format': FORMATS,
    'verify --output': FORMATS,
    'verify --fail-on': THRESHOLDS,
    'verify --side': ['inside', 'outside', 'both'],
    'audit --format': FORMATS,
    'audit --output': FORMATS,
    'audit --fail-on': THRESHOLDS,
    'advise --size': ['small', 'medium', 'large'],
    'advise --format': outputs,
    'names --format': NAME_FORMATS,
    'calendar --format': CALENDAR_FORMATS,
    'roots --format': ROOT_FORMATS,
    'rules list --pack': PACKS.map(({ id }) => id),
    'rules list --level': LEVELS,
    'rules list --format': outputs,
    'rules show --format': outputs,
    'rules show rule': rules,
    'explain rule': rules,
    'init --exchange': [...VERSION_WORDS.keys()],
    'init --certificate': CERTIFICATE_WORDS,
    'init --clients': CLIENT_WORDS,
    'collector --exchange': EXCHANGE_PRODUCTS,
    'completion shell': SHELL_NAMES,
  };
}

/** Everything that can be typed after the command's name. */
export function wordsOf(program: Command): VerbWords[] {
  const known = knownWords();
  const verb = (command: Command, above = ''): VerbWords => {
    const name = above + command.name();
    return {
      verb: command.name(),
      summary: command.summary() || command.description(),
      options: [...command.options.map((option) => optionWords(name, option, known)), HELP_OPTION],
      arguments: command.registeredArguments.map((argument) => values(name, argument.name(), argument.name(), known)),
      below: command.commands.map((below) => verb(below, `${name} `)),
    };
  };
  return program.commands.map((command) => verb(command));
}

function optionWords(verb: string, option: Option, known: ReturnType<typeof knownWords>): OptionWords {
  const long = option.long ?? option.flags;
  const taken = /<(.+?)(?:\.\.\.)?>/.exec(option.flags)?.[1];
  return {
    long,
    ...(option.short === undefined ? {} : { short: option.short }),
    description: option.description,
    ...(taken === undefined ? {} : { value: values(verb, long, taken, known) }),
    repeated: option.variadic || Array.isArray(option.defaultValue),
  };
}

function values(verb: string, name: string, taken: string, known: ReturnType<typeof knownWords>): Values {
  const words = known[`${verb} ${name}`] ?? [];
  return { words, files: words.length === 0 && FILES.has(taken), pairs: taken.includes('=') };
}
