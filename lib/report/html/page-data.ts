/**
 * What the page's script (lib/report/browser) works on: the report writes it into the page as JSON. Names are plain text and stand once; everything else refers to them by number.
 */
export interface PageData {
  /** A binding's number is its server's times this, and its row. */
  readonly rowsPerServer: number;
  readonly servers: string[];
  readonly protocols: string[];
  readonly populations: { readonly name: string; readonly about: string[]; readonly size?: string }[];
  readonly outcomes: OutcomeData[];
  /** The states from which cells flipped; left out: there is no base. */
  readonly before?: Before[];
  readonly certificates: string[];
  readonly groups: GroupData[];
  /** For each server the certificate of each of its rows, -1 for none; a single number where all rows share one. */
  readonly presented: number[][];
  readonly rules: { readonly ref: string; readonly title: string; readonly level: string; readonly anchor: string }[];
  readonly findings: FindingData[];
}

/** What a cell was in the base; the word of the outcome, or that these clients did not meet it. */
export interface Before {
  readonly kind: string;
  readonly reason?: string;
  /** `worse`, `better` or `other`. */
  readonly direction: string;
}

export interface OutcomeData {
  readonly kind: string;
  /** Number of the first outcome of the same class. */
  readonly like: number;
  readonly reason: string;
  readonly source: string;
  readonly remedy?: string;
}

export interface GroupData {
  readonly servers: number[];
  readonly rows: RowData[];
}

export interface RowData {
  readonly protocol: number;
  /** The outcome of each population on the group's first server; -1: it does not use this. */
  readonly cells: number[];
  /** What each cell was in the base, -1 where it is as it was; left out where the whole row is. */
  readonly was?: readonly number[];
  /** The outcomes of servers whose reasons are others, by the server's number. */
  readonly others?: Record<string, number[]>;
}

export interface FindingData {
  readonly rule: number;
  readonly message: string;
  readonly path: string;
  readonly place: string;
  /** Left out where the rule's own remedy, which stands above the list, is the same. */
  readonly fix?: string;
  readonly accepted?: string;
  /** A word where the base does not have it. */
  readonly fresh?: string;
  /** Numbers of the bindings that it touches; left out: it is not about bindings. */
  readonly bindings?: number[];
  /** Numbers of the populations that it touches; left out: it is not about populations. */
  readonly populations?: number[];
}
