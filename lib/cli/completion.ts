import type { Command } from 'commander';
import { bashCompletion } from './completion-bash';
import { fishCompletion } from './completion-fish';
import { SHELL_NAMES, VerbWords, wordsOf } from './completion-words';
import { zshCompletion } from './completion-zsh';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { Io } from './io';
import { Verb } from './verb';

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
