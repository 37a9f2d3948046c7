/** What is done once a run is ended. One listener on the signal for all: there may be a thousand probes at once. */
export class Interruption {
  private readonly callbacks = new Set<() => void>();

  public constructor(private readonly signal?: AbortSignal) {
    signal?.addEventListener('abort', () => this.callbacks.forEach((callback) => callback()), { once: true });
  }

  public get happened(): boolean {
    return this.signal?.aborted === true;
  }

  /** Calls it when the run is ended; gives what takes that back. */
  public on(callback: () => void): () => void {
    this.callbacks.add(callback);
    return () => void this.callbacks.delete(callback);
  }
}
