/** Root stores that have lists of their own. */
export enum RootStore {
  WINDOWS = 'windows',
  APPLE = 'apple',
  ANDROID = 'android',
  MOZILLA = 'mozilla',
  JAVA = 'java',
  CHROME = 'chrome',
  /** What Microsoft's cloud services trust, which connect in the place of some mobile apps. */
  MICROSOFT_CLOUD = 'microsoft-cloud',
}

/** One root certificate in one store. Marks are releases (Android, Apple, Java) or days, `YYYY-MM-DD` (the others). */
export interface StoreFact {
  readonly store: RootStore;
  /** SHA-256 fingerprint of the certificate, lower-case hex. */
  readonly sha256: string;
  readonly subject: string;
  /** SHA-256 of the public key info, lower-case hex. */
  readonly keyId?: string;
  /** Whether the store holds it for TLS servers. Left out: unknown. */
  readonly forTls?: boolean;
  /** First mark at which the store has it. */
  readonly from: string;
  /** Last mark at which the store has it. Left out: it still does. */
  readonly until?: string;
  /** Marks at which only some updates have it. */
  readonly uncertainAt?: string[];
  /** Certificates issued after this day are not trusted. */
  readonly noIssueAfter?: string;
  /** Day from which programs that use the store refuse it, whatever their release. */
  readonly removedOn?: string;
  readonly source: string;
}
