/** Runs work side by side: so much at once in all, and so much at once for one key. */
export class Lanes {
  private running = 0;
  private readonly runningFor = new Map<string, number>();
  /** Work that waits for its key, by key; and keys whose work could begin, in order. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly ready: string[] = [];

  public constructor(
    private readonly width: number,
    private readonly widthOfKey: number,
  ) {}

  /** Runs the work when there is room, and gives its result. */
  public run<T>(key: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        void work()
          .then(resolve, reject)
          .finally(() => this.end(key));
      };
      const queue = this.waiting.get(key);
      if (queue) queue.push(begin);
      else this.waiting.set(key, [begin]);
      this.ready.push(key);
      this.fill();
    });
  }

  private end(key: string): void {
    this.running--;
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
      this.running++;
      this.runningFor.set(key, running + 1);
      begin();
    }
  }
}
