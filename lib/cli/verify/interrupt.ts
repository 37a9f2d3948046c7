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
