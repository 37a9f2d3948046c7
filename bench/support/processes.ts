import { spawnSync } from 'node:child_process';
import type { Row } from './row';
import { median, rounded } from './statistics';

/** A whole process to measure, from its start to its end. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What one run cost, in milliseconds; cpu is user and system time of the process and its children. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

export interface ComparisonOptions {
  /** Measured rounds; one more goes before them uncounted. Default: 11. */
  readonly rounds?: number;
  /** Time limit of one run in milliseconds. Default: 120,000. */
  readonly timeoutMs?: number;
}

/**
 * bash's own `time` measures the command alone, children included, to the millisecond; Node can't say what a child used.
 * The command's words reach bash as arguments, never as text to be parsed.
 */
const TIMED = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>&4; } 2>&3';

export function measure(command: Command, timeoutMs: number): Cost {
  const result = spawnSync('bash', ['-c', TIMED, 'bench', command.file, ...command.args], {
    cwd: command.cwd,
    // TIMEFORMAT writes the decimal point of the locale.
    env: { ...(command.env ?? process.env), LC_ALL: 'C' },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: timeoutMs,
  });
  const output = result.output?.[4] ?? '';
  if (result.error || result.status !== 0) {
    const why = result.error?.message ?? `exit code ${result.status}`;
    throw new Error(`${[command.file, ...command.args].join(' ')}: ${why}\n${output}`);
  }
  const [wall, user, system] = (result.output[3] ?? '').trim().split(' ').map(Number);
  return { wall: wall * 1000, cpu: (user + system) * 1000 };
}

/**
 * Runs two commands in turn, the order reversed every second round so that neither profits from the other's warmth, and
 * compares them round by round: on a machine that is busy with something else both sides of a round suffer alike.
 * @returns ratio: the median of the rounds' wall ratios, and the figures for a row
 */
export function compareProcesses(
  ours: Command,
  reference: Command,
  options: ComparisonOptions = {},
): Pick<Row, 'ratio' | 'figures'> {
  const timeoutMs = options.timeoutMs ?? 120_000;
  const rounds: { readonly ours: Cost; readonly reference: Cost }[] = [];
  for (let round = -1; round < (options.rounds ?? 11); round += 1) {
    const oursFirst = round % 2 === 0;
    const first = measure(oursFirst ? ours : reference, timeoutMs);
    const second = measure(oursFirst ? reference : ours, timeoutMs);
    if (round >= 0) rounds.push(oursFirst ? { ours: first, reference: second } : { ours: second, reference: first });
  }
  const each = (pick: (round: (typeof rounds)[number]) => number): number => rounded(median(rounds.map(pick)));
  return {
    ratio: each((round) => round.ours.wall / round.reference.wall),
    figures: {
      rounds: rounds.length,
      cpuRatio: each((round) => round.ours.cpu / round.reference.cpu),
      oursWallMedianMs: each((round) => round.ours.wall),
      oursWallMinMs: rounded(Math.min(...rounds.map((round) => round.ours.wall))),
      oursCpuMedianMs: each((round) => round.ours.cpu),
      referenceWallMedianMs: each((round) => round.reference.wall),
      referenceWallMinMs: rounded(Math.min(...rounds.map((round) => round.reference.wall))),
      referenceCpuMedianMs: each((round) => round.reference.cpu),
    },
  };
}
