/** What is done once a run is ended. One listener on the signal for all: there may be a thousand probes at once. */
export class Interruption {
  private readonly callbacks = new Set<() => void>();
  private readonly stop = (): void => this.callbacks.forEach((callback) => callback());

  public constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.stop);
  }

  public get happened(): boolean {
    return this.signal.aborted;
  }

  /** Calls it when the run is ended; gives what takes that back. */
  public on(callback: () => void): () => void {
    this.callbacks.add(callback);
    return () => void this.callbacks.delete(callback);
  }

  /** Leaves the signal alone from here on. */
  public release(): void {
    this.signal.removeEventListener('abort', this.stop);
  }
}
