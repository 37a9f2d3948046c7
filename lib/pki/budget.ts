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
