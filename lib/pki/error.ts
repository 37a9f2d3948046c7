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

/** Limits on the work one path may cost; hostile input ends in the reason 'budget', never in a hang. */
export interface BudgetLimits {
  /** Signature verifications. Default 100. */
  readonly signatures?: number;
  /** Candidates looked at while paths are built. Default 1,000. */
  readonly nodes?: number;
  /** Comparisons of a name with a name constraint. Default 100,000. */
  readonly nameComparisons?: number;
}

export const defaultBudget: Required<BudgetLimits> = { signatures: 100, nodes: 1000, nameComparisons: 100_000 };

/** Thrown inside the room when a limit is reached. */
export class BudgetExceeded extends Error {
  public constructor(public readonly limit: keyof BudgetLimits) {
    super(limit);
  }
}

/** Counts down. */
export class Budget {
  private readonly left: Required<BudgetLimits>;

  public constructor(limits: BudgetLimits = {}) {
    this.left = { ...defaultBudget, ...limits };
  }

  /** Spends some of a limit. @throws BudgetExceeded when it is used up */
  public spend(limit: keyof BudgetLimits, amount = 1): void {
    const rest = this.left[limit] - amount;
    if (rest < 0) throw new BudgetExceeded(limit);
    (this.left as Record<keyof BudgetLimits, number>)[limit] = rest;
  }
}
