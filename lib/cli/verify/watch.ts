import { setTimeout as pause } from 'node:timers/promises';
import { plain } from '../../report/plain';
import { ExitCode } from '../exit';
import { Io } from '../verb';
import { Judged, Reporting, writeJudged } from './reporting';
import { Observation } from '../../model';
import { Finding, stands } from '../../policy';
import { endpointLabel, observationWords } from '../../report/observations';

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

/** What is kept of a round to compare the next one with: words and fingerprints, no certificates. */
export interface Remembered {
  /** By endpoint: what it did, and the chains that were met. */
  readonly met: ReadonlyMap<string, { readonly words: string; readonly chains: string }>;
  /** Findings that stand, by key. */
  readonly findings: ReadonlyMap<string, string>;
}

/** One thing that differs from the round before. */
export interface MetChange {
  /** An endpoint as clients name it, or the rule of a finding. */
  readonly subject: string;
  /** Left out: it was not there. */
  readonly before?: string;
  /** Left out: it is there no longer. */
  readonly now?: string;
}

/** What is compared of a round. How often a node of several was met differs from round to round and is left out. */
export function remember(observations: readonly Observation[], findings: readonly Finding[]): Remembered {
  return {
    met: new Map(
      observations.map((one) => {
        const chains = [...one.chains].sort((a, b) => (a.sha256.join() < b.sha256.join() ? -1 : 1));
        const detail = one.detail?.replace(/(?:; )?\d+ of \d+ connections/, '');
        const steady = { ...one, sample: 1, chains: chains.map((chain) => ({ ...chain, count: 1 })) };
        const words = observationWords({ ...steady, detail: detail === '' ? undefined : detail });
        return [endpointLabel(one), { words, chains: chains.map(({ sha256 }) => sha256.join()).join(' ') }];
      }),
    ),
    findings: new Map(
      findings.filter(stands).map(({ key, level, rule, message }) => [key, `${level} ${rule}: ${message}`]),
    ),
  };
}

/** What differs: endpoints in the order of the newer round, then those that are gone, then findings. */
export function metChanges(before: Remembered, now: Remembered): MetChange[] {
  const changes: MetChange[] = [];
  for (const [subject, { words, chains }] of now.met) {
    const known = before.met.get(subject);
    if (known?.words === words && known.chains === chains) continue;
    // A CA certificate above the server's own can change alone.
    const spelled = (one: { readonly words: string; readonly chains: string }): string =>
      known?.words === words ? `${one.words}, chain ${one.chains.toLowerCase()}` : one.words;
    changes.push({
      subject,
      ...(known === undefined ? {} : { before: spelled(known) }),
      now: spelled({ words, chains }),
    });
  }
  for (const [subject, { words }] of before.met) if (!now.met.has(subject)) changes.push({ subject, before: words });
  for (const [key, text] of now.findings)
    if (!before.findings.has(key)) changes.push({ subject: 'finding', now: text });
  for (const [key, text] of before.findings)
    if (!now.findings.has(key)) changes.push({ subject: 'finding', before: text });
  return changes;
}
