import { SourceLocation } from './reason';

/** A pack and where it applies. */
export interface PackSetting {
  readonly pack: string;
  /** Construct path; an empty string is the whole app. */
  readonly scope: string;
  /** Ids of the rules of a pack of the user's own; those that are code of the user's run at synth alone. Left out: a pack of this package. */
  readonly rules?: string[];
  /** Levels that a pack of the user's own gives. @default - none */
  readonly levels?: LevelSetting[];
}

/** The level of one rule as the user set it. */
export interface LevelSetting {
  readonly rule: string;
  /** error, warning or note. */
  readonly level: string;
}

/** What the user set of the policy, so that plan, apply and review judge as synth did. */
export interface PolicySettings {
  readonly packs: PackSetting[];
  readonly levels: LevelSetting[];
  /** Keys of findings that refuse nothing, since they were there before. */
  readonly baseline: string[];
  /** Level from which a finding refuses: error, warning or note. */
  readonly refuseFrom: string;
}

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
