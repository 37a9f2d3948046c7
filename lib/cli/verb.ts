import type { Command } from 'commander';
import { Io } from './io';

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

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
