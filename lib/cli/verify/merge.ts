import {
  decodeSlice,
  EMPTY_ESTATE,
  Estate,
  mergeEstates,
  MODEL_SCHEMA_VERSION,
  NetworkSide,
  Observation,
} from '../../model';
import { Report } from '../../policy';
import { authoritiesOf, ChainPool, Observed, speechOf, Target, targetsOf } from '../../verify';
import { InputError } from '../exit';
import { readReport } from '../input/base';
import { shapeFault } from '../input/slice-shape';
import { Asked, foundBy, guessedTargets } from './asked';
import type { Found } from './reporting';
import { checkedPart, ReadPart, shardNumbers } from './survey-part';

/** Longest time between the judgements of parts whose moment nobody stated, in milliseconds: a day. */
const LONGEST = 86_400_000;

/** What parts of a run found together. */
export interface Merged {
  readonly found: Found;
  /** The moment to judge at. */
  readonly now: Date;
}

/**
 * Puts the reports of the parts of one run together. Everything is judged again, since rules look at endpoints of several parts.
 *
 * @throws InputError when a file is no report of a part, or they are not parts of one run
 */
export function mergeParts(paths: readonly string[]): Merged {
  const parts = paths.map((path) => partOf(path));
  const [first] = parts;
  for (const other of parts.slice(1)) checkAlike(first, other);
  const now = momentOf(parts);
  const { declaration, hosts, inputNotices, fallbackFile, of } = first.part;
  const estate = declaration === undefined ? EMPTY_ESTATE : estateOf(first.path, declaration);
  const targets = hosts ? guessedTargets(hosts) : targetsOf(estate, now, first.part.sides as NetworkSide[]);
  const authorities = authoritiesOf(estate);
  const asked: Asked = {
    estate,
    targets,
    authorities,
    notices: inputNotices,
    ...(hosts === undefined ? {} : { hosts }),
    ...(fallbackFile === undefined ? {} : { fallbackFile }),
  };
  const pool = new ChainPool(authorities);
  for (const { part } of parts) for (const der of part.certificates) pool.keep([Buffer.from(der, 'base64')]);
  const found = foundBy(asked, { observed: observedOf(targets, parts, of), pool }, now);
  const notices = missingIn(parts, of);
  if (notices.length === 0) return { found, now };
  return { found: { ...found, notices: [...found.notices, ...notices], missing: 'shards' }, now };
}

function partOf(path: string): ReadPart {
  const report = readReport(path) as (Report & { readonly survey?: unknown }) | undefined;
  if (report === undefined)
    throw new InputError(`${path} is no report of verify`, 'write each part with --shard 2/8 --output json=FILE');
  const { judgedAt, observations = [] } = report;
  const fault = shapeFault({ observations });
  if (fault !== undefined) throw new InputError(`the report ${path} is damaged: ${fault}`);
  return checkedPart(path, report.survey, judgedAt, observations);
}

function checkAlike(first: ReadPart, other: ReadPart): void {
  const refuse = (what: string, fix: string): never => {
    throw new InputError(`${first.path} and ${other.path} ${what}`, fix);
  };
  const [one, two] = [first.part, other.part];
  if (one.of !== two.of)
    refuse(`are parts of ${one.of} and of ${two.of}`, 'run all parts again with one number of parts');
  if (one.declaration !== two.declaration || JSON.stringify(one.hosts) !== JSON.stringify(two.hosts))
    refuse(
      'are of different declarations',
      'run all parts again, with the output of one synth (or one list of hosts) for all',
    );
  if (JSON.stringify(one.sides) !== JSON.stringify(two.sides))
    refuse('asked from different sides', 'run all parts again with one --side');
}

/** The moment of all: as stated, else of the last part. */
function momentOf(parts: readonly ReadPart[]): Date {
  const [first] = parts;
  for (const other of parts) {
    const stated = first.part.clockStated === true;
    if (stated !== (other.part.clockStated === true) || (stated && other.judgedAt !== first.judgedAt))
      throw new InputError(
        `${first.path} was judged at ${first.judgedAt}${stated ? ' (stated)' : ''}, ${other.path} at ${other.judgedAt}${other.part.clockStated ? ' (stated)' : ''}`,
        'give every part the same --now, or none of them any',
      );
  }
  const moments = parts.map(({ judgedAt }) => Date.parse(judgedAt));
  const [least, most] = [Math.min(...moments), Math.max(...moments)];
  if (most - least <= LONGEST) return new Date(most);
  throw new InputError(
    `the parts were judged between ${new Date(least).toISOString()} and ${new Date(most).toISOString()}, more than a day apart`,
    'run the older parts again, or give every part the same --now',
  );
}

function estateOf(path: string, declaration: string): Estate {
  const damaged = (): InputError =>
    new InputError(`the report ${path} is damaged: its declaration can't be read`, 'run this part again');
  let decoded;
  try {
    decoded = decodeSlice(declaration);
  } catch {
    throw damaged();
  }
  const { digestMatches, schemaVersion, slice } = decoded;
  if (schemaVersion > MODEL_SCHEMA_VERSION)
    throw new InputError(
      `the report ${path} is of a newer version`,
      'install the version of this package that made it',
    );
  if (!digestMatches || shapeFault(slice) !== undefined) throw damaged();
  return mergeEstates([slice]);
}

/** What was met at each target, in the order of the targets. */
function observedOf(targets: readonly Target[], parts: readonly ReadPart[], of: number): Observed[] {
  const numbers = shardNumbers(targets, of);
  const met = new Map<string, Observation[]>();
  for (const { observations, part, path } of parts) {
    const own = new Map(targets.filter((one) => numbers.get(one) === part.shard).map((one) => [keyOf(one), one]));
    for (const observation of observations) {
      const { encryption, host, port, protocols } = observation;
      const speech = speechOf(protocols[0], encryption);
      const key = keyOf({ host: host.value ?? '', port, speech });
      if (!own.has(key))
        throw new InputError(
          `the report ${path} has ${key}, which shard ${part.shard} of ${of} does not ask`,
          'run all parts again with one version of this package',
        );
      met.set(key, [...(met.get(key) ?? []), observation]);
    }
    const missing = [...own.keys()].find((key) => !met.has(key));
    if (missing !== undefined)
      throw new InputError(
        `the report ${path} lacks ${missing}, which shard ${part.shard} of ${of} asks`,
        'run all parts again with one version of this package',
      );
  }
  return targets.flatMap((target) =>
    (met.get(keyOf(target)) ?? []).map((observation): Observed => ({ target, observation })),
  );
}

function keyOf({ host, port, speech }: Pick<Target, 'host' | 'port' | 'speech'>): string {
  return `${host}:${port}/${speech}`;
}

function missingIn(parts: readonly ReadPart[], of: number): string[] {
  const byNumber = new Map<number, ReadPart>();
  for (const one of parts) {
    const known = byNumber.get(one.part.shard);
    if (known)
      throw new InputError(
        `${known.path} and ${one.path} are both shard ${one.part.shard} of ${of}`,
        'name each part once: the newer one, where it was run again',
      );
    byNumber.set(one.part.shard, one);
  }
  const absent = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !byNumber.has(number));
  const ended = [...byNumber.values()].filter(({ part }) => part.partial === true).map(({ part }) => part.shard);
  return [
    ...(absent.length === 0 ? [] : [`partial: missing of ${of} shards: ${absent.join(', ')}`]),
    ...(ended.length === 0
      ? []
      : [`partial: ended by the user: of ${of} shards ${ended.sort((a, b) => a - b).join(', ')}`]),
  ];
}
