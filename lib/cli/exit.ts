/** What the command's exit code says. A documented contract: scripts rely on it. */
export enum ExitCode {
  /** Nothing at or over the threshold. */
  OK = 0,
  /** At least one finding at or over the threshold. */
  FINDINGS = 1,
  /** Bad input or wrong usage; nothing was judged. */
  BAD_INPUT = 2,
  /** A fault of this program. */
  INTERNAL = 3,
  /** Of verify: no endpoint presented a certificate, so that nothing could be judged. */
  NOTHING_REACHED = 4,
  /** Of verify: parts of the report are missing, and what is there has nothing at or over the threshold. */
  PARTIAL = 5,
  /** Of verify: ended by the user; what was found until then is reported. */
  INTERRUPTED = 130,
}

/** What the user gave can't be used. Ends the command with exit code 2 and the message alone, never a stack trace. */
export class InputError extends Error {
  /**
   * @param message what is wrong, where, and what was got
   * @param fix how to fix it
   */
  public constructor(
    message: string,
    public readonly fix?: string,
  ) {
    super(message);
    this.name = 'InputError';
  }

  /** Whether an error is one. By its name: the two files of the built command each have this class. */
  public static is(error: unknown): error is InputError {
    return error instanceof Error && error.name === 'InputError';
  }
}
