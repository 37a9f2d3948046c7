import { setTimeout as pause } from 'node:timers/promises';
import { plain } from '../../report/plain';
import { ExitCode } from '../exit';
import { Io } from '../verb';
import { MetChange, metChanges, remember, Remembered } from './met-changes';
import { Judged, Reporting, writeJudged } from './reporting';

/** How a watch goes on. */
export interface WatchOptions {
  /** Milliseconds from the beginning of one round to the beginning of the next. */
  readonly everyMs: number;
  /** Rounds in all. */
  readonly rounds: number;
}

/**
 * Asks again and again: the first round is reported in full, of each further one what differs from the one before. Rounds follow one
 * another, also where one takes longer than the interval.
 *
 * @param round asks and judges once
 * @returns the exit code of the last round that was finished, or of the first where that was ended
 */
export async function watch(
  round: () => Promise<Judged>,
  { everyMs, rounds }: WatchOptions,
  reporting: Reporting,
  io: Io,
  signal: AbortSignal,
): Promise<ExitCode> {
  let before: Remembered | undefined;
  let code = ExitCode.OK;
  for (let number = 1; number <= rounds; number++) {
    const begun = performance.now();
    const judged = await round();
    // What was cut off in the middle is no state of the endpoints.
    if (signal.aborted && before !== undefined) return code;
    const { observations = [], findings, judgedAt } = judged.input.report;
    const now = remember(observations, findings);
    const isFirst = before === undefined;
    await writeJudged(judged, isFirst ? reporting : { ...reporting, shown: undefined, quiet: true }, io);
    if (before !== undefined && !reporting.quiet) io.out(changesText(metChanges(before, now), judgedAt));
    before = now;
    code = judged.code;
    if (signal.aborted || number === rounds) return code;
    await rest(everyMs - (performance.now() - begun), signal);
    if (signal.aborted) return code;
  }
  return code;
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return;
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** The changes of a round, three lines each; nothing where there are none. */
function changesText(changes: readonly MetChange[], at: string): string {
  return changes
    .map(({ subject, before = 'not there', now = 'not there any more' }) =>
      [`${at}  ${subject}`, `  before: ${before}`, `  now:    ${now}`].map((line) => `${plain(line)}\n`).join(''),
    )
    .join('');
}
