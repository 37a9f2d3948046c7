import { createHash } from 'node:crypto';
import { Observation, ProbeOutcome } from '../../model';
import type { SurveyPart } from '../../report/observations';
import { InputError } from '../exit';
import { isObject } from '../input/json-object';

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
