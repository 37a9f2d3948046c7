/** What part of an export can't be read. The rest of the export still counts. */
export class ExportError extends Error {
  public constructor(
    message: string,
    /** File, and line or object where known. */
    public readonly at: string,
    public readonly fix: string,
  ) {
    super(message);
    this.name = 'ExportError';
  }
}
