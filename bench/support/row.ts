/** One line of a bench's result. */
export interface Row {
  readonly name: string;
  /** Size of what was measured, for example the number of servers. */
  readonly n: number;
  /** Cost of ours divided by the cost of what it is compared with; below 1 ours is cheaper. */
  readonly ratio: number;
  /** The largest ratio that is acceptable. Default: none is set. */
  readonly goal?: number;
  /** What the ratio was made from: a unit in each name, for example `oursWallMedianMs`. */
  readonly figures: Readonly<Record<string, number>>;
}

/** What every `*.bench.ts` exports. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Row[]>;
}
