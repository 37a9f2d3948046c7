import type { RootStore } from '../../model';

/** Whose store is asked, and when. */
export interface StoreQuestion {
  readonly store: RootStore;
  /** Family of the platform's releases: `android`, `ios`, `macos`, or another one. */
  readonly family: string;
  /** One release of the platform. Left out: the platform's releases are not distinguished. */
  readonly release?: string;
  /** Day of judgement, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whether a distribution keeps a copy of the list, which lags behind it. Default: false */
  readonly copied?: boolean;
}

/** Whether a store holds a certificate or a root. */
export interface Held {
  /** Left out: unknown. */
  readonly value?: boolean;
  /** What is known, in words that follow the name of the store. */
  readonly because: string;
  readonly source: string;
  /** Day on which the store drops it, `YYYY-MM-DD`; it holds it until then. */
  readonly leavesOn?: string;
}
