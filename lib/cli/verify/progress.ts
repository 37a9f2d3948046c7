import { ProbeOutcome } from '../../model';
import { Observed, Target } from '../../verify';
import { Io } from '../verb';

/** Time between two lines that a person can still read, in milliseconds. */
const PACE_MS = 100;

/** Takes the line away that stands there. */
const CLEAR = '\r\u001b[K';

/** Whether somebody watches standard error: a terminal, not one of a CI system, and not one without cursor movement. */
export function wantsProgress(io: Io, quiet: boolean): boolean {
  return io.errIsTerminal === true && !quiet && (io.env.CI ?? '') === '' && io.env.TERM !== 'dumb';
}

/** One line on standard error that says how far a run is, and is gone when it ends. */
export class Progress {
  private readonly asked = new Set<Target>();
  private readonly without = new Set<Target>();
  private shownAt = -Infinity;

  /** @param total endpoints that are asked in all */
  public constructor(
    private readonly io: Pick<Io, 'err'>,
    private readonly total: number,
    private readonly clock: () => number,
  ) {}

  public add({ target, observation }: Observed): void {
    this.asked.add(target);
    if (observation.outcome !== ProbeOutcome.PRESENTED && observation.chains.length === 0) this.without.add(target);
    const now = this.clock();
    if (now - this.shownAt < PACE_MS && this.asked.size < this.total) return;
    this.shownAt = now;
    const without = this.without.size === 0 ? '' : `, ${this.without.size} without a certificate`;
    this.io.err(`${CLEAR}${this.asked.size} of ${this.total} endpoints asked${without}`);
  }

  public end(): void {
    if (this.shownAt !== -Infinity) this.io.err(CLEAR);
  }
}

/** What ends a run from outside. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that the user may end: the first SIGINT or SIGTERM aborts the signal, a second one ends the process as it does without us.
 *
 * @returns what the work returns
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    SIGNALS.forEach((name) => process.removeListener(name, stop));
    controller.abort();
  };
  SIGNALS.forEach((name) => process.on(name, stop));
  try {
    return await work(controller.signal);
  } finally {
    SIGNALS.forEach((name) => process.removeListener(name, stop));
  }
}
