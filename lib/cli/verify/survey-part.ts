import { encodeSlice, SliceKind } from '../../model';
import type { SurveyPart } from '../../report/observations';
import { Survey } from '../../verify';
import { Asked } from './asked';
import { RunOptions } from './options';
import { Shard } from './shard';

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
