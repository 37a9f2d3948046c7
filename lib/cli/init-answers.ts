import { dnsSyntaxFault } from '../names';
import { NewCertificate, NewClients, NewProject, VERSION_WORDS } from '../project';
import { InputError } from './input-error';
import { Io } from './io';

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
