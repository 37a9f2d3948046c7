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
