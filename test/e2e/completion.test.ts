import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { VERBS } from '../../lib/cli/program';
import { describeWith, type Requirement, runCommand, TemporaryFolder } from './support';

const BIN = join(__dirname, '../../dist/bin/client-access.js');
const TYPE_IN_SHELL = join(__dirname, 'support/type-in-shell.zsh');
jest.setTimeout(120_000);

interface Shell {
  readonly name: 'bash' | 'zsh' | 'fish';
  readonly command: string;
  /** What a person has in the start file of the shell, and the function that type-in-shell.zsh wants. */
  readonly setup: string;
  /** Key that puts every candidate into the line. */
  readonly all?: string;
}

const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    command: 'bash --norc --noprofile -i',
    setup: `PS1='$ '; unset HISTFILE; bind 'set bell-style none'; bind '"\\C-xa": insert-completions'
source ./script
words() { printf 'WOR''DS'; printf '<%s>' "$@"; printf 'E''ND\\n'; }`,
    all: '\\C-xa',
  },
  {
    name: 'zsh',
    command: 'zsh -f -i',
    setup: `PS1='$ '; unsetopt beep; fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -D
zle -C all-matches complete-word _generic; bindkey '^Xa' all-matches
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
words() { printf 'WOR''DS'; printf '<%s>' "$@"; printf 'E''ND\\n'; }`,
    all: '\\C-xa',
  },
  {
    name: 'fish',
    command: 'fish --no-config -i',
    setup: `function fish_prompt; echo '> '; end; source ./script
function words; printf 'WOR''DS'; printf '<%s>' $argv; printf 'E''ND\\n'; end`,
  },
];

describe.each(SHELLS)('completion in a real $name', ({ name, command, setup, all }) => {
  const needs: Requirement[] = ['zsh', name];
  describeWith(needs, `at a terminal`, () => {
    const folder = new TemporaryFolder(`completion-${name}`);
    const script = (file: string): void => {
      const { stdout, status } = spawnSync(process.execPath, [BIN, 'completion', name], { encoding: 'utf8' });
      expect(status).toBe(0);
      folder.write(file, stdout);
    };

    beforeAll(() => {
      script('script');
      mkdirSync(join(folder.path, 'functions'));
      script('functions/_client-access');
      for (const file of ['stack.json', 'plan.json']) folder.write(file, '{}');
    });
    afterAll(() => folder.remove());

    /** What the shell makes of each line, keys included: its words behind the command's name. */
    async function typed(...lines: string[]): Promise<string[][]> {
      const typing = lines.map((line) => `client-access ${line}`);
      const { status, stdout, stderr } = await runCommand('zsh', ['-f', TYPE_IN_SHELL, command, setup, ...typing], {
        cwd: folder.path,
        env: { PATH: process.env.PATH, HOME: folder.path, TERM: 'dumb' },
        timeoutMs: 60_000,
      });
      expect([status, stderr]).toEqual([0, '']);
      const words = (line: string): string[] => [...line.matchAll(/<(.*?)>/g)].map(([, word]) => word);
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => words(line).slice(1));
    }

    /** Every candidate for the last word of a line. */
    async function candidates(line: string): Promise<string[]> {
      if (all !== undefined) {
        const [words] = await typed(line + all);
        return words.slice(line.split(' ').length - 1).sort();
      }
      const complete = `source ./script; complete -C ${JSON.stringify(`client-access ${line}`)}`;
      const { status, stdout } = await runCommand('fish', ['--no-config', '-c', complete], {
        cwd: folder.path,
        env: { PATH: process.env.PATH, HOME: folder.path },
      });
      expect(status).toBe(0);
      return stdout
        .split('\n')
        .filter(Boolean)
        .map((found) => found.split('\t')[0])
        .sort();
    }

    test('a verb, an option, a value and a file are completed by the tabulator', async () => {
      const lines: [string, string[]][] = [
        ['rev\\t', ['review']],
        ['review --fail\\t', ['review', '--fail-on']],
        ['review --fail-on wa\\t', ['review', '--fail-on', 'warning']],
        ['review --fail-on=wa\\t', ['review', '--fail-on=warning']],
        ['review -f sar\\t', ['review', '-f', 'sarif']],
        ['review --base st\\t', ['review', '--base', 'stack.json']],
        ['review --base stack.json pl\\t', ['review', '--base', 'stack.json', 'plan.json']],
        ['rules sh\\t', ['rules', 'show']],
        ['rules list --lev\\t', ['rules', 'list', '--level']],
        ['rules show outlook-any\\t', ['rules', 'show', 'outlook-anywhere-self-signed']],
        ['explain outlook-any\\t', ['explain', 'outlook-anywhere-self-signed']],
        ['comment pl\\t', ['comment', 'plan.json']],
        // The path follows at once: no space in between.
        ['review --output sar\\tx', ['review', '--output', 'sarif=x']],
        ['review -o sarif=st\\t', ['review', '-o', 'sarif=stack.json']],
        // What takes a word of its own gets no file.
        ['review --now st\\t', ['review', '--now', 'st']],
      ];
      expect(await typed(...lines.map(([line]) => line))).toEqual(lines.map(([, words]) => words));
    });

    test('the candidates are those that the command knows, and no others', async () => {
      const verbs = VERBS.map(({ name: verb }) => verb);
      expect((await candidates('')).filter((word) => !word.startsWith('-'))).toEqual(verbs.sort());
      expect(await candidates('review --f')).toEqual(['--fail-on', '--format']);
      expect(await candidates('review --fail-on ')).toEqual(['error', 'never', 'note', 'policy', 'warning']);
      expect(await candidates('advise --format ')).toEqual(['json', 'text']);
      expect(await candidates('completion ')).toEqual(['bash', 'fish', 'zsh']);
      expect(await candidates('rules list --')).toEqual(['--format', '--help', '--level', '--pack']);
      expect(await candidates('baseline --output ')).toEqual(expect.arrayContaining(['plan.json', 'stack.json']));
    });
  });
});

describeWith(['zsh'], 'completion in a real zsh', () => {
  test('also where the script is sourced', () => {
    const { stdout } = spawnSync(process.execPath, [BIN, 'completion', 'zsh'], { encoding: 'utf8' });
    const start = 'autoload -Uz compinit; compinit -u -D; eval "$1"; print -r -- $_comps[client-access]';
    const zsh = spawnSync('zsh', ['-f', '-c', start, 'zsh', stdout], { encoding: 'utf8' });
    expect(zsh).toMatchObject({ status: 0, stdout: '_client_access\n', stderr: '' });
  });
});
