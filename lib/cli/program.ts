import { Command, Help } from 'commander';
import { plain } from '../report/plain';
import { Io, VerbExits, VERSION } from './verb';
import { REVIEW_EXITS, VERBS } from './verbs';

function exitCodes({ ok, findings, own = [] }: VerbExits): string {
  const lines = [
    'Exit codes:',
    `  0  ${ok}`,
    ...(findings === undefined ? [] : [`  1  ${findings}`]),
    '  2  bad input or wrong usage: nothing was done',
    '  3  a fault of this program',
    ...own.map(([code, meaning]) => `  ${code}  ${meaning}`),
  ];
  return `\n${lines.join('\n')}\n`;
}

/** The whole command line. Of the verbs only the one that is named is loaded; where one is named, the others are left out. */
export async function makeProgram(
  verb: string | undefined,
  io: Io,
  finish: (code: number) => void,
  all = false,
): Promise<Command> {
  const program = new Command('client-access');
  harden(program, io)
    .description('Certificates of Exchange Client Access servers, judged by what clients will accept.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', `\nHelp of one verb: client-access <verb> --help\n${exitCodes(REVIEW_EXITS)}`)
    .showHelpAfterError('(client-access --help says more)');
  const named = VERBS.filter(({ name }) => name === verb);
  for (const entry of named.length > 0 ? named : VERBS) {
    const command = harden(program.command(entry.name), io);
    command.summary(entry.summary).description(`${entry.summary[0].toUpperCase()}${entry.summary.slice(1)}.`);
    if (all || verb === entry.name || verb === 'help') (await entry.load()).configure(command, io, finish);
    command.helpOption('-h, --help', 'print help').addHelpText('after', exitCodes(entry.exits));
    command.showHelpAfterError(`(client-access ${entry.name} --help says more)`);
  }
  return program;
}

function harden(command: Command, io: Io): Command {
  return command
    .exitOverride()
    .allowExcessArguments(false)
    .configureHelp({
      // That an option which may be repeated begins with none is no default that anyone asks for.
      optionDescription: (option) => new Help().optionDescription(option).replace(/ ?\(default: \[\]\)$/, ''),
    })
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text.split('\n').map(plain).join('\n')),
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(io.columns ?? 100, 120),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}
