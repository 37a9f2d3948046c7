/** What the user gave can't be used. Ends the command with exit code 2 and the message alone, never a stack trace. */
export class InputError extends Error {
  /**
   * @param message what is wrong, where, and what was got
   * @param fix how to mend it
   */
  public constructor(
    message: string,
    public readonly fix?: string,
  ) {
    super(message);
    this.name = 'InputError';
  }
}
