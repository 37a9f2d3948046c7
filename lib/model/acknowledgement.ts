import { SourceLocation } from './location';

/** An accepted finding: the policy still finds it, and no longer refuses for it until it expires. */
export interface Acknowledgement {
  /** Id of the rule. */
  readonly rule: string;
  /** Key of one finding; left out: every finding of the rule at the scope and below. */
  readonly finding?: string;
  /** Why it is accepted; at least 10 characters. */
  readonly reason: string;
  /** Last day on which it counts, `YYYY-MM-DD` (inclusive, UTC). A malformed date counts as expired. */
  readonly expires: string;
  readonly ticket?: string;
  /** Construct path that it applies to, with all below; an empty string is the whole app. */
  readonly scope: string;
  readonly location?: SourceLocation;
}
