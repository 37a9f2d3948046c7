/** What the command touches of the world; handed in, so that tests hold it. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Whether standard output is a terminal. */
  readonly outIsTerminal: boolean;
  /** Columns of that terminal. */
  readonly columns?: number;
  /** Whether standard error is a terminal. @default false */
  readonly errIsTerminal?: boolean;
  /** Asks whoever sits at the terminal; undefined: the input ended. Left out: nobody can be asked. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Addresses of DNS servers. @default - those of the system */
  readonly dns?: readonly string[];
  /** The clock. */
  now(): Date;
}

/** Whether to use colour on standard output: only on a terminal, never with NO_COLOR, always with FORCE_COLOR. */
export function wantsColour(io: Io): boolean {
  if ((io.env.NO_COLOR ?? '') !== '') return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return io.outIsTerminal && io.env.TERM !== 'dumb';
}
