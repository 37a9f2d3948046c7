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
  /** Objects of one file that have a part in the answers; others are counted and dropped as they are read. */
  readonly objects: number;
  /** Elements of one object at the top of a file. */
  readonly objectElements: number;
  /** Bytes of a file that is read as a whole: pasted text, JSON, applicationHost.config. */
  readonly wholeBytes: number;
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
  objects: 10_000,
  objectElements: 500_000,
  wholeBytes: 32 * 1024 * 1024,
  valueCharacters: 4 * 1024 * 1024,
  blobBytes: 1024 * 1024,
});

/** Properties whose values are secrets, or lead to one. They are dropped as they are read. */
const SECRET_NAMES = new Set([
  'password',
  'authenticationcredential',
  'credential',
  'credentials',
  'securepassword',
  'keycontainer',
  'keycontainername',
  'privatekey',
  'pfx',
  'pfxdata',
  'machinekey',
  'validationkey',
  'decryptionkey',
  'sharedsecret',
  'clientsecret',
]);

/** What was dropped, and what was damaged beyond reading, of one export. */
export class Secrets {
  public dropped = 0;
  public readonly damaged: ExportError[] = [];
}

/** Whether a property of this name may hold a secret. */
export function isSecret(name: string): boolean {
  const lower = name.toLowerCase();
  return SECRET_NAMES.has(lower) || lower.endsWith('password');
}
