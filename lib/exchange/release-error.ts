/** A release that cannot be: what was asked, what was got, what is allowed. */
export class ReleaseError extends RangeError {
  constructor(
    readonly what: string,
    readonly got: string,
    readonly allowed: string,
  ) {
    super(`${what}: got ${got}; allowed: ${allowed}`);
    this.name = 'ReleaseError';
  }
}
