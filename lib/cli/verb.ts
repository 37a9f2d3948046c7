import type { Command } from 'commander';
import { version } from '../../package.json';

/** One verb of the command. */
export interface Verb {
  /**
   * Adds arguments, options, help and the action to the command that bears the verb's name. The action returns the exit code by
   * `finish`.
   */
  configure(command: Command, io: Io, finish: (code: number) => void): void;
}

/** What a verb's exit codes say. Those of bad input and of a fault are the same for all. */
export interface VerbExits {
  readonly ok: string;
  /** Left out: the verb never ends so. */
  readonly findings?: string;
  /** Codes of this verb alone, each with what it says. @default - none */
  readonly own?: readonly (readonly [code: number, meaning: string])[];
}

/** What is known of a verb before it is loaded. */
export interface VerbEntry {
  readonly name: string;
  readonly summary: string;
  readonly exits: VerbExits;
  load(): Promise<Verb>;
}

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

/** Version of this package. */
export const VERSION: string = version;
