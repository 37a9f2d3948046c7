/** What kind of fault a file has; the code is stable, the message is for people. */
export type PkiErrorCode =
  | 'empty'
  | 'too-large'
  | 'not-a-certificate'
  | 'malformed-der'
  | 'malformed-pem'
  | 'malformed-certificate'
  | 'malformed-pkcs7'
  | 'malformed-csr'
  | 'malformed-crl'
  | 'malformed-ocsp'
  | 'malformed-key'
  | 'key-passphrase'
  | 'malformed-pfx'
  | 'pfx-password'
  | 'unsupported'
  | 'bad-argument';

/** Thrown for input that can't be read; the message says what was found, what is allowed and how to fix it. */
export class PkiError extends Error {
  /**
   * @param code stable kind of the fault
   * @param message what is wrong and how to fix it
   * @param label whose input it is: a file name or another name the user knows
   */
  public constructor(
    public readonly code: PkiErrorCode,
    message: string,
    public readonly label: string = '',
  ) {
    super(label === '' ? message : `${label}: ${message}`);
    this.name = 'PkiError';
  }
}

/**
 * Runs a parser and turns whatever it throws into a PkiError with this label, so that no input ends in a foreign
 * error or a stack trace.
 */
export function withLabel<T>(label: string, code: PkiErrorCode, what: string, remedy: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PkiError && error.label !== '') throw error;
    if (error instanceof PkiError && error.code !== 'malformed-der') {
      // A parser that knows a better remedy has put it into its message as a sentence of its own.
      const message =
        error.code !== code || error.message.includes('. ') ? error.message : `${error.message}. ${remedy}`;
      throw new PkiError(error.code, message, label);
    }
    const detail = error instanceof Error ? error.message : String(error);
    throw new PkiError(code, `${what} can't be read: ${detail}. ${remedy}`, label);
  }
}
