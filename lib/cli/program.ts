import { Command, Help } from 'commander';
import { plain } from '../report/plain';
import { Io, VerbEntry, VerbExits, VERSION } from './verb';
import { ExitCode } from './exit';

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

/** Of the verb that scripts use most, and of the command as a whole. */
export const REVIEW_EXITS: VerbExits = {
  ok: 'nothing at or over the threshold',
  findings: 'at least one finding at or over the threshold',
};

/** Every verb, in the order that help shows. A verb's file is loaded when the verb is used. */
export const VERBS: readonly VerbEntry[] = [
  {
    name: 'review',
    summary: 'judge what synth wrote, or a plan, and report what a change does to clients',
    exits: REVIEW_EXITS,
    load: async () => (await import('./review')).REVIEW,
  },
  {
    name: 'verify',
    summary: 'connect to every declared endpoint, and judge what it presents',
    exits: {
      ...REVIEW_EXITS,
      own: [
        [ExitCode.NOTHING_REACHED, 'no endpoint presented a certificate'],
        [ExitCode.PARTIAL, 'parts of a merged report are missing, and nothing else is at or over the threshold'],
        [ExitCode.INTERRUPTED, 'ended by the user: what was found until then is reported'],
      ],
    },
    load: async () => (await import('./verify')).VERIFY,
  },
  {
    name: 'calendar',
    summary: 'list when certificates are to be renewed and when they end, for people or for a calendar',
    exits: { ok: 'the dates were listed' },
    load: async () => (await import('./calendar')).CALENDAR,
  },
  {
    name: 'baseline',
    summary: "write today's findings to a file, so that only new ones count",
    exits: { ok: 'the findings were written' },
    load: async () => (await import('./baseline')).BASELINE,
  },
  {
    name: 'rules',
    summary: 'list the rules and their packs, or show one',
    exits: { ok: 'the rules were shown' },
    load: async () => (await import('./rules')).RULES,
  },
  {
    name: 'explain',
    summary: 'explain a rule or a finding: why it matters, how to fix it, where it is written',
    exits: { ok: 'it was explained' },
    load: async () => (await import('./explain')).EXPLAIN,
  },
  {
    name: 'advise',
    summary: 'recommend which certificate source suits which binding, and what each costs in work',
    exits: { ok: 'advice was given' },
    load: async () => (await import('./advise')).ADVISE,
  },
  {
    name: 'names',
    summary: 'list the names that each certificate needs, why, and which no public CA can certify',
    exits: { ok: 'the names were listed' },
    load: async () => (await import('./names')).NAMES,
  },
  {
    name: 'comment',
    summary: 'put a review into a pull request as one comment that is updated',
    exits: { ok: 'the comment was written' },
    load: async () => (await import('./comment')).COMMENT,
  },
  {
    name: 'inspect',
    summary: 'show what certificate files hold, what breaks a standard, and what clients do with them',
    exits: {
      ok: 'current clients refuse nothing',
      findings: 'current clients refuse a certificate, or a request is not signed with its own key',
    },
    load: async () => (await import('./inspect')).INSPECT,
  },
  {
    name: 'init',
    summary: 'begin a project: answer a few questions, and get files that synthesize',
    exits: { ok: 'the project was written', findings: 'the policy would refuse the project; nothing was written' },
    load: async () => (await import('./init')).INIT,
  },
  {
    name: 'import',
    summary: 'write a project that declares what an export of Exchange shows',
    exits: { ok: 'the project was written' },
    load: async () => (await import('./import')).IMPORT,
  },
  {
    name: 'collector',
    summary: 'print the PowerShell script that exports what Exchange has, without changing anything',
    exits: { ok: 'the script was printed' },
    load: async () => (await import('./collector')).COLLECTOR,
  },
  {
    name: 'audit',
    summary: 'say what an export of Exchange shows, what it does not, and what to do first',
    exits: {
      ok: 'nothing is broken or contradictory',
      findings: 'something is broken, contradictory, or refused by the policy',
    },
    load: async () => (await import('./audit')).AUDIT,
  },
  {
    name: 'roots',
    summary: 'show which clients hold the roots of a chain, since when and until when',
    exits: { ok: 'the roots were shown' },
    load: async () => (await import('./roots')).ROOTS,
  },
  {
    name: 'crl',
    summary: 'make or renew the revocation list of a CA whose key is available',
    exits: { ok: 'the list was written' },
    load: async () => (await import('./crl')).CRL,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    exits: { ok: 'the script was printed' },
    load: async () => (await import('./completion')).COMPLETION,
  },
];
