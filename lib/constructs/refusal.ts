import { Report } from '../policy';

/**
 * Thrown when the policy refuses the app. Its message is the whole report for people; it has no stack trace, since no line of
 * code is at fault. Where nobody catches it, the report is printed once and the process ends with exit code 1.
 * @internal
 */
export class PolicyRefusedError extends Error {
  public constructor(
    message: string,
    public readonly report: Report,
  ) {
    super(message);
    this.name = 'PolicyRefusedError';
    this.stack = message;
    endQuietly();
  }
}

let installed = false;

/** Node shows an uncaught error with the line that threw it and a stack: for a refusal that would bury the report. */
function endQuietly(): void {
  process.exitCode = 1;
  if (installed) return;
  installed = true;
  process.on('uncaughtException', (error: unknown) => {
    const text =
      error instanceof PolicyRefusedError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
  });
}
