/** How much an export may hold. What is over a limit is an error of the file that names the limit. */
export interface ExportLimits {
  /** Bytes of one file, after a ZIP archive was unpacked. */
  readonly fileBytes: number;
  /** Bytes of all files together. */
  readonly totalBytes: number;
  readonly files: number;
  /** Nested elements or objects. */
  readonly depth: number;
  /** Elements of one file. */
  readonly elements: number;
  /** Characters of one value. */
  readonly valueCharacters: number;
  /** Bytes of a serialized .NET object. */
  readonly blobBytes: number;
}

export const DEFAULT_LIMITS: ExportLimits = Object.freeze({
  fileBytes: 256 * 1024 * 1024,
  totalBytes: 1024 * 1024 * 1024,
  files: 20_000,
  depth: 64,
  elements: 4_000_000,
  valueCharacters: 4 * 1024 * 1024,
  blobBytes: 1024 * 1024,
});
