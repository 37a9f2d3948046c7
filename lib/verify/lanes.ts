import { readFileSync } from 'node:fs';

/** When work that takes long makes room for other work. */
export interface Patience {
  /** Time after which work no longer counts for the width in all; for its key it counts until it ends. */
  readonly afterMs: number;
  /** Most work that makes room at once. */
  readonly most: number;
}

/** Runs work side by side: so much at once in all, and so much at once for one key. */
export class Lanes {
  private running = 0;
  /** Work that takes long and has made room. */
  private slow = 0;
  private readonly runningFor = new Map<string, number>();
  /** Work that waits for its key, by key; and keys whose work could begin, in order. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly ready: string[] = [];

  public constructor(
    private readonly width: number,
    private readonly widthOfKey: number,
    private readonly patience?: Patience,
  ) {}

  /** Runs the work when there is room, and gives its result. */
  public run<T>(key: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        const end = this.begun(key);
        void work().then(resolve, reject).finally(end);
      };
      const queue = this.waiting.get(key);
      if (queue) queue.push(begin);
      else this.waiting.set(key, [begin]);
      this.ready.push(key);
      this.fill();
    });
  }

  /** Counts work that begins, and gives what is called at its end. */
  private begun(key: string): () => void {
    const { patience } = this;
    this.running++;
    this.runningFor.set(key, (this.runningFor.get(key) ?? 0) + 1);
    let isSlow = false;
    const timer = patience
      ? setTimeout(() => {
          if (this.slow >= patience.most) return;
          isSlow = true;
          this.slow++;
          this.running--;
          this.fill();
        }, patience.afterMs)
      : undefined;
    return () => {
      clearTimeout(timer);
      if (isSlow) this.slow--;
      else this.running--;
      this.end(key);
    };
  }

  private end(key: string): void {
    const left = (this.runningFor.get(key) as number) - 1;
    if (left === 0) this.runningFor.delete(key);
    else this.runningFor.set(key, left);
    if (this.waiting.has(key)) this.ready.unshift(key);
    this.fill();
  }

  private fill(): void {
    while (this.running < this.width && this.ready.length > 0) {
      const key = this.ready.shift() as string;
      const queue = this.waiting.get(key);
      const running = this.runningFor.get(key) ?? 0;
      // A key that is full comes back when some of its work ends.
      if (!queue || running >= this.widthOfKey) continue;
      const begin = queue.shift() as () => void;
      if (queue.length === 0) this.waiting.delete(key);
      begin();
    }
  }
}

/** What some systems allow where nothing else is set, and they do not say what is set. */
const USUAL_LIMIT = 256;

/** Files of the process itself, and the sockets by which names are looked up. */
const OTHERS = 64;

/** Sockets that this process may have open at once, beside its own files. Windows has no such limit. */
export function socketsAllowed(platform: NodeJS.Platform): number {
  if (platform === 'win32') return Infinity;
  return Math.max(filesAllowed() - OTHERS, 1);
}

function filesAllowed(): number {
  let limits: string;
  try {
    limits = readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return USUAL_LIMIT;
  }
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  return soft === 'unlimited' ? Infinity : Number(soft ?? USUAL_LIMIT);
}

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
