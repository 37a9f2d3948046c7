import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { plain } from '../report/plain';
import {
  Block,
  NewCertificate,
  NewClients,
  newProject,
  NewProject,
  newProjectHeading,
  projectFiles,
  projectName,
  sourceText,
  VERSION_WORDS,
} from '../project';
import { Finding, Level } from '../policy';
import { ExitCode, InputError } from './exit';
import { Io, Verb, VERSION } from './verb';
import { judgeProgram } from './judge-program';
import { writeNewFiles } from './new-files';
import { dnsSyntaxFault } from '../names';

const HELP = `
Asks at the terminal for what no option says, and writes package.json, cdktf.json, tsconfig.json, .gitignore and main.ts. What would
be refused is not written: then the findings say why. Nothing is written over.

Examples:
  client-access init contoso --exchange 2019 --server ex01.corp.contoso.com --external mail.contoso.com --mail-domain contoso.com --certificate purchased --clients outlook-inside outlook-outside iphones
  client-access init fabrikam --exchange 2010-SP3 --server cas01.fabrikam.local --certificate internal-ca --clients outlook-inside`;

/** `client-access init`: a new project that synthesizes. */
export const INIT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[folder]', 'where to write the project', '.')
      .option('--exchange <version>', 'version of the servers, such as 2016 or 2010-SP3')
      .option('--server <name...>', 'full names of the Client Access servers', [])
      .option('--internal <name>', 'name that clients inside use (default: the external one, else the first server)')
      .option('--external <name>', 'name that clients outside use (default: not published outside)')
      .option('--mail-domain <domain...>', 'mail domains', [])
      .option('--certificate <source>', `where the certificate comes from: ${CERTIFICATE_WORDS.join(', ')}`)
      .option('--clients <kind...>', `who connects: ${CLIENT_WORDS.join(', ')}`, [])
      .addHelpText('after', HELP)
      .action(async (folder: string, options: InitOptions) => finish(await init(folder, options, io)));
  },
};

async function init(folder: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const answers = await initAnswers(options, io);
  const name = projectName(basename(resolve(folder)), 'client-access');
  const project = { ...answers, name };
  const blocks = newProject(project);
  const refusals = await refusalsOf(blocks, io.now());
  if (refusals.length > 0) {
    io.err(`This project would be refused, so nothing was written:\n${refusals.map(refusalText).join('')}`);
    return ExitCode.FINDINGS;
  }
  const files = projectFiles({ name, version: VERSION }, sourceText(newProjectHeading(project), blocks));
  writeNewFiles(folder, files);
  io.out(
    `Written to ${plain(folder)}: ${files.map(({ path }) => path).join(', ')}.\n` +
      'Next: npm install, then npx cdktf synth; npx client-access review shows the findings.\n',
  );
  return ExitCode.OK;
}

function refusalText({ message, fix, rule }: Finding): string {
  return `  ${rule}: ${plain(message)}\n    fix: ${plain(fix)}\n`;
}

/** What the policy would refuse, each cause once. */
async function refusalsOf(blocks: readonly Block[], now: Date): Promise<Finding[]> {
  const { findings } = await judgeProgram(blocks, [], now);
  const errors = findings.filter(({ level }) => level === Level.ERROR);
  return errors.filter(({ message }, index) => errors.findIndex((one) => one.message === message) === index);
}

/** What flags said; a list is empty where nothing was said. */
export interface InitOptions {
  readonly exchange?: string;
  readonly server: readonly string[];
  readonly internal?: string;
  readonly external?: string;
  readonly mailDomain: readonly string[];
  readonly certificate?: string;
  readonly clients: readonly string[];
}

export const CERTIFICATE_WORDS: readonly string[] = Object.values(NewCertificate);

export const CLIENT_WORDS: readonly string[] = Object.values(NewClients);

/** Answers that are no good are asked for again, this often. */
const TRIES = 5;

/** One thing to know: its flag, how a person is asked, and how the answer is read. */
interface Question<T> {
  readonly flag: string;
  readonly ask: string;
  /** Answer to an empty line. Left out: there is none. */
  readonly preset?: string;
  /** @throws InputError when it can't be read */
  readonly read: (text: string) => T;
}

/**
 * What a new project declares: from flags, and from a person where a terminal is there to ask at. With a person everything that no
 * flag said is asked; without one, what can be left out is left out.
 *
 * @throws InputError when a flag can't be used, or one is missing and nobody is there to ask
 */
export async function initAnswers(options: InitOptions, io: Io): Promise<Omit<NewProject, 'name'>> {
  const missing = [
    ...(options.exchange === undefined ? ['--exchange'] : []),
    ...(options.server.length === 0 ? ['--server'] : []),
    ...(options.certificate === undefined ? ['--certificate'] : []),
    ...(options.clients.length === 0 ? ['--clients'] : []),
  ];
  if (missing.length > 0 && io.ask === undefined)
    throw new InputError(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing, and there is no terminal to ask at`,
      'client-access init --help shows what each takes',
    );
  const asking = missing.length > 0;
  const answer = <T>(said: string | undefined, question: Question<T>): Promise<T> =>
    answered(said, question, asking ? io : { ...io, ask: undefined });
  const version = await answer(options.exchange, {
    flag: '--exchange',
    ask: `Exchange version (${[...VERSION_WORDS.keys()].join(', ')})`,
    preset: 'SE',
    read: versionOf,
  });
  const servers = await answer(joined(options.server), {
    flag: '--server',
    ask: 'Full names of the Client Access servers, such as cas01.corp.contoso.com',
    read: (text) => hostsOf(text, '--server', 1),
  });
  const external = await answer(options.external, {
    flag: '--external',
    ask: 'Name that clients outside use (empty: not published outside)',
    preset: '',
    read: (text) => hostsOf(text, '--external', 0, 1)[0],
  });
  const internalHostName = await answer(options.internal, {
    flag: '--internal',
    ask: 'Name that clients inside use',
    preset: external ?? servers[0],
    read: (text) => hostsOf(text, '--internal', 1, 1)[0],
  });
  const mailDomains = await answer(joined(options.mailDomain), {
    flag: '--mail-domain',
    ask: 'Mail domains, such as contoso.com (empty: none)',
    preset: '',
    read: (text) => hostsOf(text, '--mail-domain', 0),
  });
  const certificate = await answer(options.certificate, {
    flag: '--certificate',
    ask: `Where the certificate comes from (${CERTIFICATE_WORDS.join(', ')})`,
    preset: NewCertificate.PURCHASED,
    read: (text) => wordOf(text, CERTIFICATE_WORDS, '--certificate') as NewCertificate,
  });
  const clients = await answer(joined(options.clients), {
    flag: '--clients',
    ask: `Clients (${CLIENT_WORDS.join(', ')})`,
    preset: NewClients.OUTLOOK_INSIDE,
    read: (text) => clientsOf(text),
  });
  checkShortNames(servers);
  return {
    version,
    servers,
    internalHostName,
    ...(external === undefined ? {} : { externalHostName: external }),
    mailDomains,
    certificate,
    clients,
  };
}

async function answered<T>(said: string | undefined, question: Question<T>, { ask, err }: Io): Promise<T> {
  if (said !== undefined) return question.read(said);
  if (ask === undefined) return question.read(question.preset ?? '');
  const { preset } = question;
  for (let tries = 0; tries < TRIES; tries++) {
    const line = await ask(`${question.ask}${preset === undefined || preset === '' ? '' : ` [${preset}]`}: `);
    if (line === undefined) break;
    try {
      return question.read(line.trim() === '' ? (preset ?? '') : line);
    } catch (error) {
      if (!InputError.is(error)) throw error;
      err(`${error.message}\n`);
    }
  }
  throw new InputError(`there is no answer for ${question.flag}`, `give ${question.flag} with the command`);
}

function joined(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(' ');
}

function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
}

function hostsOf(text: string, flag: string, least: number, most = 200): string[] {
  const hosts = wordsOf(text);
  if (hosts.length < least) throw new InputError(`${flag} needs a host name; got none`);
  if (hosts.length > most)
    throw new InputError(
      `${flag} takes ${most === 1 ? 'one host name' : `at most ${most} host names`}; got ${hosts.length}`,
    );
  for (const host of hosts) {
    const fault = dnsSyntaxFault(host);
    if (fault !== undefined)
      throw new InputError(`${flag}: "${host}" ${fault}`, 'give a host name such as mail.contoso.com');
  }
  return hosts;
}

function wordOf(text: string, words: readonly string[], flag: string): string {
  const found = words.find((word) => word.toLowerCase() === text.trim().toLowerCase());
  if (found === undefined) throw new InputError(`${flag} takes ${words.join(', ')}; got "${text.trim()}"`);
  return found;
}

function versionOf(text: string): string {
  return VERSION_WORDS.get(wordOf(text, [...VERSION_WORDS.keys()], '--exchange'))!;
}

function clientsOf(text: string): NewClients[] {
  const words = wordsOf(text);
  if (words.length === 0) throw new InputError(`--clients takes ${CLIENT_WORDS.join(', ')}; got none`);
  return words.map((word) => wordOf(word, CLIENT_WORDS, '--clients') as NewClients);
}

/** A server's id in the program is its short name. */
function checkShortNames(servers: readonly string[]): void {
  const short = servers.map((server) => server.split('.')[0].toLowerCase());
  const twice = short.find((name, index) => short.indexOf(name) !== index);
  if (twice !== undefined)
    throw new InputError(
      `--server: two servers are called ${twice}`,
      'begin with one of them, and add the other in main.ts',
    );
}
