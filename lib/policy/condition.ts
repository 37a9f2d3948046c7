/** What Terraform is asked about a value that only it will know. */
export enum ConditionKind {
  /** A host name must be covered by one of the patterns (exact names, or `*.` for one label). */
  NAME_COVERED = 'name-covered',
  /** A number must not exceed the limit. */
  AT_MOST = 'at-most',
  /** A number must reach the limit. */
  AT_LEAST = 'at-least',
  /** A string must not be one of the values. */
  NOT_ONE_OF = 'not-one-of',
}

/**
 * A rule's question in a form that knows nothing of Terraform's language: the constructs render it as a precondition.
 */
export interface Condition {
  readonly kind: ConditionKind;
  /** Terraform expression (with its `${}`) of the value asked about. */
  readonly expression: string;
  readonly patterns?: string[];
  readonly limit?: number;
  /** Said by Terraform where the condition does not hold. */
  readonly message: string;
}
