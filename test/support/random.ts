/** Seeded random numbers (mulberry32), so that every run of a test sees the same cases. */
export class Random {
  public constructor(private state: number) {}

  /** A number in [0, 1). */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer in [0, below). */
  public below(below: number): number {
    return Math.floor(this.next() * below);
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}
