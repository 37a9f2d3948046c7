/**
 * A host name that clients connect to. Either `value` is there (lower case, IDN as A-labels), or `expression` is: a Terraform
 * expression whose value only plan or apply knows. A name with an expression alone is unknown, never a pass.
 */
export interface HostName {
  readonly value?: string;
  /** Terraform expression with its `${}`. */
  readonly expression?: string;
}
