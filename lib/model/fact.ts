/** A yes-or-no fact of the knowledge rooms, with its source. */
export interface BooleanFact {
  /** Left out: unknown; `note` then says what is not known. */
  readonly value?: boolean;
  /** Source keys, separated by `; `; describeSource() of lib/exchange expands them. */
  readonly source: string;
  readonly note?: string;
}

/** A fact that holds. */
export function yes(source: string, note?: string): BooleanFact {
  return Object.freeze(note === undefined ? { value: true, source } : { value: true, source, note });
}

/** A fact that does not hold. */
export function no(source: string, note?: string): BooleanFact {
  return Object.freeze(note === undefined ? { value: false, source } : { value: false, source, note });
}

/** A fact that nobody has stated; `note` says what is missing. */
export function unknown(note: string, source = 'NONE'): BooleanFact {
  return Object.freeze({ source, note });
}
