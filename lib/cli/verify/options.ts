import { NetworkSide } from '../../model';
import { fixedAddresses, fixedAddressOf, isDnsServer } from '../../names';
import { InputError } from '../exit';
import { wholeNumber } from '../options';
import type { WatchOptions } from './watch';

/** The options of `client-access verify` as the command line gives them. */
export interface VerifyOptions {
  readonly hosts?: string;
  readonly side: string;
  readonly dns: string[];
  readonly resolve: string[];
  readonly timeout: string;
  readonly sample?: string;
  readonly width: string;
  readonly perAddress: string;
  readonly sniOnly?: boolean;
  readonly starter?: string;
  readonly requests?: boolean;
  readonly tlsVersions?: boolean;
  readonly rsa?: boolean;
  readonly largeHello?: boolean;
  readonly revocation?: boolean;
  readonly revocationAnywhere?: boolean;
  readonly shard?: string;
  readonly merge?: boolean;
  /** True: without a number. */
  readonly watch?: string | true;
  readonly rounds?: string;
  readonly format?: string;
  readonly output: string[];
  readonly failOn: string;
  readonly baseline?: string;
  readonly now?: string;
  readonly all?: boolean;
  readonly maxFindings?: string;
  readonly quiet?: boolean;
}

/** The options of a run, checked. */
export interface RunOptions {
  readonly sides: readonly NetworkSide[];
  readonly dns: readonly string[];
  readonly fixed: ReadonlyMap<string, readonly string[]>;
  readonly deadlineMs: number;
  /** Left out: by the number of endpoints. */
  readonly sample?: number;
  readonly width: number;
  readonly widthOfAddress: number;
  readonly withoutSni: boolean;
  readonly requests: boolean;
  readonly tlsVersions: boolean;
  readonly rsa: boolean;
  readonly largeHello: boolean;
  /** Whether the CAs are asked over the network; `anywhere`: at private addresses too, whoever names them. */
  readonly revocation: boolean | 'anywhere';
}

/**
 * @param systemDns DNS servers where none is named; empty: those of the system
 * @throws InputError where a value is none of what is allowed
 */
export function parseRunOptions(options: VerifyOptions, systemDns: readonly string[] = []): RunOptions {
  return {
    sides: parseSide(options.side),
    dns: options.dns.length > 0 ? options.dns.map(parseServer) : systemDns,
    fixed: parseResolve(options.resolve),
    deadlineMs: wholeNumber('--timeout', options.timeout, 1, 300) * 1000,
    ...(options.sample === undefined ? {} : { sample: wholeNumber('--sample', options.sample, 1, 100) }),
    width: wholeNumber('--width', options.width, 1, 1000),
    widthOfAddress: wholeNumber('--per-address', options.perAddress, 1, 1000),
    withoutSni: options.sniOnly !== true,
    requests: options.requests === true,
    tlsVersions: options.tlsVersions === true,
    rsa: options.rsa === true,
    largeHello: options.largeHello === true,
    revocation: options.revocationAnywhere === true ? 'anywhere' : options.revocation === true,
  };
}

/**
 * What merges reports asks nothing.
 *
 * @throws InputError where an option says how to ask, or there is no report
 */
export function checkMergeOptions(options: VerifyOptions, paths: readonly string[]): void {
  const { dns, hosts, now, resolve, revocation, revocationAnywhere, rounds, sample, shard, sniOnly, watch } = options;
  const asking: readonly (readonly [string, unknown])[] = [
    ['--hosts', hosts],
    ['--dns', dns[0]],
    ['--resolve', resolve[0]],
    ['--sample', sample],
    ['--revocation', revocation],
    ['--revocation-anywhere', revocationAnywhere],
    ['--sni-only', sniOnly],
    ['--starter', options.starter],
    ['--shard', shard],
    ['--watch', watch],
    ['--rounds', rounds],
    ['--now', now],
  ];
  const [wrong] = asking.find(([, value]) => value !== undefined) ?? [];
  if (wrong !== undefined)
    throw new InputError(
      `--merge takes reports of what was asked before, and ${wrong} is of a run that asks`,
      `leave out ${wrong}`,
    );
  if (paths.length === 0)
    throw new InputError('--merge has no report to merge', 'name the JSON reports of the parts after it');
}

/** Seconds between rounds where the user names none. */
const USUAL_INTERVAL = '60';

/**
 * How a watch goes on; undefined where nothing is watched.
 *
 * @throws InputError where a value is none of what is allowed, or another option does not go with a watch
 */
export function parseWatch({ format, output, rounds, watch }: VerifyOptions): WatchOptions | undefined {
  if (watch === undefined) {
    if (rounds === undefined) return undefined;
    throw new InputError('--rounds says when a watch ends, and there is no --watch', 'add --watch, or leave it out');
  }
  const seconds = watch === true ? USUAL_INTERVAL : watch;
  if (!/^\d+$/.test(seconds))
    throw new InputError(
      `--watch takes a whole number of seconds; got "${seconds}"`,
      'where an input follows, write the number, or the input first: client-access verify cdktf.out --watch',
    );
  if ((format ?? 'text') !== 'text' || output.some((one) => one.endsWith('=-')))
    throw new InputError(
      '--watch writes text to standard output, and nothing else',
      'give --output json=FILE for the whole report of each round',
    );
  return {
    everyMs: wholeNumber('--watch', seconds, 1, 86_400) * 1000,
    rounds: rounds === undefined ? Infinity : wholeNumber('--rounds', rounds, 1, 1_000_000),
  };
}

function parseSide(text: string): readonly NetworkSide[] {
  const sides = Object.values(NetworkSide);
  if (text === 'both') return sides;
  const side = sides.find((one) => one === text);
  if (side) return [side];
  throw new InputError(`--side takes ${sides.join(', ')} or both; got "${text}"`);
}

function parseServer(text: string): string {
  if (isDnsServer(text)) return text;
  throw new InputError(
    `--dns takes the address of a DNS server, such as 192.0.2.53, [2001:db8::53] or 127.0.0.1:5353; got "${text}"`,
  );
}

/** The same name and port several times gives it several addresses. */
function parseResolve(texts: readonly string[]): Map<string, string[]> {
  const fixed = texts.map((text) => {
    const address = fixedAddressOf(text);
    if (address) return address;
    throw new InputError(
      `--resolve takes NAME:PORT:ADDRESS, such as mail.contoso.com:443:192.0.2.10 or mail.contoso.com:443:[2001:db8::10]; got "${text}"`,
    );
  });
  return fixedAddresses(fixed);
}
