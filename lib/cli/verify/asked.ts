import { EMPTY_ESTATE, Estate } from '../../model';
import { authoritiesOf, KnownAuthorities, Survey, Target, targetsOf } from '../../verify';
import { InputError } from '../exit';
import { defaultInput } from '../input/default-input';
import { readEstate } from '../input/estate';
import { foundEstate } from './found-estate';
import { guessedTargets, listedHosts, NamedHost, namedHosts } from './guessed-targets';
import { RunOptions } from './options';
import { observedEstate, reachedAny } from './run';
import type { Found } from './reporting';

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
