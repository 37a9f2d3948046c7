import { createHash } from 'node:crypto';
import { encodeSlice, Observation, ProbeOutcome, SliceKind } from '../../model';
import type { SurveyPart } from '../../report/observations';
import { Survey, Target } from '../../verify';
import { Asked } from './asked';
import { RunOptions } from './options';
import { InputError } from '../exit';
import { isObject } from '../input/json-scanner';

/** How a part of a run went. */
export interface PartFacts {
  readonly shard: Shard;
  readonly options: Pick<RunOptions, 'sides'>;
  readonly clockStated: boolean;
  readonly isInterrupted: boolean;
}

/** What the report of a part holds beside the judgement. */
export function surveyPart(asked: Asked, { observed, pool }: Survey, facts: PartFacts): SurveyPart {
  const { estate, fallbackFile, hosts, notices } = asked;
  const { clockStated, isInterrupted, options, shard } = facts;
  const { schemaVersion: _, ...slice } = estate;
  const fingerprints = new Set(
    observed.flatMap(({ observation }) => observation.chains.flatMap(({ sha256 }) => sha256)),
  );
  return {
    shard: shard.number,
    of: shard.of,
    ...(isInterrupted ? { partial: true } : {}),
    ...(clockStated ? { clockStated: true } : {}),
    sides: options.sides,
    ...(hosts === undefined ? { declaration: encodeSlice(SliceKind.ESTATE, slice) } : { hosts }),
    inputNotices: notices,
    ...(fallbackFile === undefined ? {} : { fallbackFile }),
    certificates: [...fingerprints].sort().map((one) => pool.derOf(one).toString('base64')),
  };
}

/** A report of a part, as far as merging needs it. */
export interface ReadPart {
  readonly path: string;
  readonly judgedAt: string;
  readonly part: SurveyPart;
  readonly observations: readonly Observation[];
}

/**
 * A part of a run with its observations, checked: what merging reads is of the right type, and every certificate that was met is there.
 *
 * @throws InputError when it is no part, or a damaged one
 */
export function checkedPart(
  path: string,
  survey: unknown,
  judgedAt: string,
  observations: readonly Observation[],
): ReadPart {
  if (survey === undefined)
    throw new InputError(
      `${path} is the report of a whole run, not of a part of one`,
      'write each part with --shard, such as --shard 2/8',
    );
  const fault = faultOf(survey, judgedAt) ?? faultOfObservations(observations, survey as SurveyPart);
  if (fault !== undefined) throw new InputError(`the report ${path} is damaged: ${fault}`, 'run this part again');
  return { path, judgedAt, part: survey as SurveyPart, observations };
}

function faultOf(survey: unknown, judgedAt: string): string | undefined {
  if (Number.isNaN(Date.parse(judgedAt))) return 'judgedAt is no moment';
  if (!isObject(survey)) return 'survey is no object';
  const { certificates, declaration, fallbackFile, hosts, inputNotices, of, shard, sides } = survey;
  if (!isNumber(shard, 1) || !isNumber(of, shard)) return 'survey.shard is no part of survey.of';
  if (!isTexts(sides)) return 'survey.sides is no list of sides';
  if (!isTexts(inputNotices)) return 'survey.inputNotices is no list of sentences';
  if (!isTexts(certificates)) return 'survey.certificates is no list of certificates';
  if (fallbackFile !== undefined && typeof fallbackFile !== 'string') return 'survey.fallbackFile is no text';
  if (hosts === undefined) return typeof declaration === 'string' ? undefined : 'survey.declaration is no text';
  const isHost = (one: unknown): boolean =>
    isObject(one) && typeof one.host === 'string' && (one.port === undefined || isNumber(one.port, 1));
  return Array.isArray(hosts) && hosts.every(isHost) ? undefined : 'survey.hosts is no list of hosts';
}

function faultOfObservations(observations: readonly Observation[], { certificates }: SurveyPart): string | undefined {
  const known = new Set(
    certificates.map((der) => createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase()),
  );
  const outcomes: readonly string[] = Object.values(ProbeOutcome);
  for (const [index, { chains, outcome, protocols }] of observations.entries()) {
    const place = `observations[${index}]`;
    if (!outcomes.includes(outcome)) return `${place}.outcome is none that there is`;
    if (!Array.isArray(protocols) || protocols.length === 0) return `${place}.protocols is empty`;
    if (chains.some(({ sha256 }) => (sha256 ?? []).length === 0)) return `${place}.chains has a chain of nothing`;
    const missing = chains.flatMap(({ sha256 }) => sha256).find((one) => !known.has(one));
    if (missing !== undefined) return `${place} met the certificate ${missing}, which survey.certificates lacks`;
  }
  return undefined;
}

function isNumber(value: unknown, least: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= 65_535;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Most parts of one run. */
const MOST_SHARDS = 1000;

/** One part of a run that several machines share. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** @throws InputError when it is no part of a whole, such as 2/8 */
export function parseShard(text: string): Shard {
  const [, number, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of && of <= MOST_SHARDS) return { number, of };
  throw new InputError(
    `--shard takes NUMBER/COUNT, from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}, such as 2/8; got "${text}"`,
    text.startsWith('0/') ? 'the first shard is 1: add one to an index that begins with 0' : undefined,
  );
}

/**
 * The number of the shard that asks each target. The targets of one server stay together, since their handshakes without a host name are
 * one, and so does the limit of connections to its address; the servers with the most targets are given out first, each to the shard
 * that has the fewest. The same targets in the same order always give the same parts.
 */
export function shardNumbers(targets: readonly Target[], of: number): Map<Target, number> {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const [{ at }] = target.owners;
    const group = groups.get(at);
    if (group) group.push(target);
    else groups.set(at, [target]);
  }
  const largest = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const loads = Array.from({ length: of }, () => 0);
  const numbers = new Map<Target, number>();
  for (const [, group] of largest) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] += group.length;
    for (const target of group) numbers.set(target, least + 1);
  }
  return numbers;
}
