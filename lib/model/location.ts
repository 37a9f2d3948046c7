/** Where something was declared: a construct and, where the call stack has it, the TypeScript line. */
export interface SourceLocation {
  /** File, relative to the directory that synth ran in; with forward slashes. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1; left out where unknown. */
  readonly column?: number;
}
