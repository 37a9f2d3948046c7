import type { Survey } from '../../verify';
import { Io } from '../verb';
import { Asked, foundBy } from './asked';
import { RunOptions } from './options';
import { Progress, wantsProgress } from './progress';
import { Judged, judgeFound, Reporting } from './reporting';
import { runSurvey, usualSample } from './run';
import { Shard, shardNumbers, surveyPart } from './survey-part';

/** What is asked in every round, and how. */
export interface Asking {
  readonly asked: Asked;
  readonly options: RunOptions;
  readonly clockStated: boolean;
  /** Left out: everything is asked here. */
  readonly shard?: Shard;
}

/** What a round met, and the judgement on it. */
export interface Round {
  readonly judged: Judged;
  readonly survey: Survey;
}

/** Asks every endpoint, or those of one part, and judges what they presented. */
export async function round(
  { asked, clockStated, options, shard }: Asking,
  reporting: Reporting,
  now: Date,
  io: Io,
  signal: AbortSignal,
): Promise<Round> {
  const { authorities, targets: all } = asked;
  const numbers = shard && shardNumbers(all, shard.of);
  const targets = numbers ? all.filter((one) => numbers.get(one) === shard.number) : all;
  const progress = wantsProgress(io, reporting.quiet)
    ? new Progress(io, targets.length, () => performance.now())
    : undefined;
  // A part is asked as the whole would be.
  const survey = await runSurvey(
    targets,
    { sample: usualSample(all.length), ...options },
    {
      clock: () => io.now(),
      signal,
      authorities,
      now,
      onObserved: (observed) => progress?.add(observed),
    },
  );
  progress?.end();
  const found = foundBy(asked, survey, now);
  const isInterrupted = signal.aborted;
  const part = shard && surveyPart(asked, survey, { shard, options, clockStated, isInterrupted });
  const notices = [
    ...found.notices,
    ...(shard ? [`one part: shard ${shard.number} of ${shard.of}, ${targets.length} of ${all.length} endpoints`] : []),
    ...(isInterrupted ? [INTERRUPTED] : []),
  ];
  const judged = await judgeFound(
    {
      ...found,
      notices,
      // Where there are more parts than servers, some have nothing to ask.
      reached: found.reached || targets.length === 0,
      ...(isInterrupted ? { missing: 'interrupted' } : {}),
      ...(part ? { survey: part } : {}),
    },
    now,
    reporting,
    io,
  );
  return { judged, survey };
}

const INTERRUPTED = 'partial: ended by the user; endpoints that were not asked until then are shown as interrupted';
