import { existsSync } from 'node:fs';
import { ClientProtocol, EMPTY_ESTATE, Encryption, Estate, NetworkSide } from '../../model';
import { authoritiesOf, KnownAuthorities, speechOf, Survey, Target, targetsOf } from '../../verify';
import { InputError } from '../exit';
import { defaultInput } from '../input/default-input';
import { readEstate } from '../input/estate';
import { foundEstate } from './found-estate';
import { RunOptions } from './options';
import { observedEstate, reachedAny } from './run';
import type { Found } from './reporting';
import { ipVersion, registrableDomain, spellHostName } from '../../names';
import { readBytes, textOf } from '../input/bytes';

/** What a run is to ask, and what is known of it beforehand. */
export interface Asked {
  /** What is declared; empty where hosts are named. */
  readonly estate: Estate;
  /** Hosts that were named instead of a declaration. */
  readonly hosts?: readonly NamedHost[];
  /** Every endpoint, whoever asks it. */
  readonly targets: readonly Target[];
  readonly authorities: KnownAuthorities;
  readonly notices: readonly string[];
  readonly fallbackFile?: string;
}

/**
 * Reads what is to be asked: a declaration, hosts as arguments, or a list of them.
 *
 * @throws InputError when an input can't be used, or names nothing to connect to
 */
export async function readAsked(
  inputs: readonly string[],
  list: string | undefined,
  { sides }: RunOptions,
  now: Date,
): Promise<Asked> {
  const hosts = hostsFrom(inputs, list);
  if (hosts) return { estate: EMPTY_ESTATE, notices: [], ...asksHosts(hosts) };
  const paths = inputs.length > 0 ? inputs : [defaultInput()];
  const { estate, fallbackFile, notices } = await readEstate(paths, now);
  const targets = targetsOf(estate, now, sides);
  if (targets.length === 0) throw nothingToAsk(paths);
  const file = fallbackFile === undefined ? {} : { fallbackFile };
  return { estate, targets, authorities: authoritiesOf(estate), notices, ...file };
}

function asksHosts(hosts: readonly NamedHost[]): Pick<Asked, 'hosts' | 'targets' | 'authorities'> {
  return { hosts, targets: guessedTargets(hosts), authorities: authoritiesOf(EMPTY_ESTATE) };
}

/** What was asked, with what a survey found. */
export function foundBy({ estate, fallbackFile, hosts, notices }: Asked, survey: Survey, now: Date): Found {
  const { absent, estate: observed } = hosts
    ? foundEstate(survey, now)
    : { estate: observedEstate(estate, survey, now), absent: [] };
  return {
    estate: observed,
    notices: [...notices, ...(absent.length === 0 ? [] : [`tried and not there: ${absent.join(', ')}`])],
    reached: reachedAny(survey),
    ...(fallbackFile === undefined ? {} : { fallbackFile }),
  };
}

/** Undefined: the inputs declare the endpoints. */
function hostsFrom(inputs: readonly string[], list: string | undefined): NamedHost[] | undefined {
  if (list === undefined) return namedHosts(inputs);
  if (inputs.length === 0) return listedHosts(list);
  throw new InputError(
    `--hosts takes the place of the input; got ${inputs.join(', ')} as well`,
    'leave out one of the two, or write all hosts into the list',
  );
}

function nothingToAsk(paths: readonly string[]): InputError {
  return new InputError(
    `${paths.join(', ')}: no host name with an encrypted port is known in it, so there is nothing to connect to`,
    'read the JSON of a plan where the names come from Terraform variables, or give --side both',
  );
}

/** One port of Exchange and what it is usually served with. */
interface UsualPort {
  readonly port: number;
  readonly protocol: ClientProtocol;
  readonly encryption: Encryption;
}

/** Ports by protocol (PORTS16, POP16, IMAP16, SMTP16); 465 is no port of Exchange and is served by what stands in front. */
const USUAL_PORTS: readonly UsualPort[] = [
  { port: 443, protocol: ClientProtocol.OWA, encryption: Encryption.TLS },
  { port: 993, protocol: ClientProtocol.IMAP4, encryption: Encryption.TLS },
  { port: 995, protocol: ClientProtocol.POP3, encryption: Encryption.TLS },
  { port: 143, protocol: ClientProtocol.IMAP4, encryption: Encryption.STARTTLS },
  { port: 110, protocol: ClientProtocol.POP3, encryption: Encryption.STARTTLS },
  { port: 587, protocol: ClientProtocol.SMTP_SUBMISSION, encryption: Encryption.STARTTLS },
  { port: 465, protocol: ClientProtocol.SMTP_SUBMISSION, encryption: Encryption.TLS },
];

/** A host that the user named. */
export interface NamedHost {
  readonly host: string;
  /** Left out: every usual port is tried. */
  readonly port?: number;
}

/**
 * The hosts that inputs name: host names and addresses, with `:port` where one is meant. Undefined: they are files.
 *
 * @throws InputError where only some of them are hosts
 */
export function namedHosts(inputs: readonly string[]): NamedHost[] | undefined {
  const hosts = inputs.map((input) => (input === '-' || existsSync(input) ? undefined : parseHost(input)));
  const found = hosts.flatMap((host) => host ?? []);
  if (found.length === 0) return undefined;
  if (found.length === inputs.length) return found;
  const other = inputs[hosts.indexOf(undefined)];
  throw new InputError(
    `${other} is a file or no host name, and others of the inputs are host names`,
    'name either what declares the endpoints, or hosts such as mail.contoso.com or mail.contoso.com:443',
  );
}

/** Most hosts of a list. */
const MOST_HOSTS = 10_000;

/**
 * The hosts of a list: one on each line, as on the command line; `#` begins a comment.
 *
 * @throws InputError when the file can't be read, a line is no host, there is none, or there are more than 10,000
 */
export function listedHosts(file: string): NamedHost[] {
  const name = file === '-' ? 'standard input' : file;
  const lines = textOf(readBytes(file)).split(/\r\n|\r|\n/);
  const hosts = lines.flatMap((line, index): NamedHost[] => {
    const text = line.replace(/(^|\s)#.*$/, '').trim();
    if (text === '') return [];
    const host = parseHost(text);
    if (host) return [host];
    throw new InputError(
      `${name}, line ${index + 1}: "${shortened(text)}" is no host name`,
      'write one host a line, such as mail.contoso.com or mail.contoso.com:443',
    );
  });
  if (hosts.length === 0) throw new InputError(`${name} has no host name`, 'write one host name on each line');
  if (hosts.length <= MOST_HOSTS) return hosts;
  throw new InputError(`${name} has ${hosts.length} hosts; at most ${MOST_HOSTS} are tried at once`, 'split the list');
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

function parseHost(text: string): NamedHost | undefined {
  const [, v6, name, port] = /^(?:\[([0-9a-f:.]+)\]|([^:/\\]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = v6 ?? (name !== undefined && ipVersion(name) !== 0 ? name : spellHostName(name ?? '').name);
  const isAddress = host !== undefined && ipVersion(host) !== 0;
  // A word alone is a file that is not there.
  if (host === undefined || (!isAddress && !host.includes('.'))) return undefined;
  if (port === undefined) return { host };
  return Number(port) >= 1 && Number(port) <= 65_535 ? { host, port: Number(port) } : undefined;
}

/** The endpoints to try: the usual ports of each host, or the one that is named, and Autodiscover of its domain. */
export function guessedTargets(hosts: readonly NamedHost[]): Target[] {
  const targets = new Map<string, Target>();
  const add = (host: string, { port, protocol, encryption }: UsualPort): void => {
    const owner = { at: host, binding: `${host}/${protocol}`, protocol, side: NetworkSide.OUTSIDE };
    const speech = speechOf(protocol, encryption);
    targets.set(`${host}:${port}`, { host, port, encryption, speech, owners: [owner] });
  };
  for (const { host, port } of hosts) {
    const known = USUAL_PORTS.filter((usual) => port === undefined || usual.port === port);
    const web = { port: port ?? 443, protocol: ClientProtocol.OWA, encryption: Encryption.TLS };
    for (const usual of known.length > 0 ? known : [web]) add(host, usual);
    const domain = port === undefined && ipVersion(host) === 0 ? registrableDomain(host) : undefined;
    if (domain !== undefined && !targets.has(`autodiscover.${domain}:443`))
      add(`autodiscover.${domain}`, { ...web, port: 443, protocol: ClientProtocol.AUTODISCOVER });
  }
  return [...targets.values()];
}
