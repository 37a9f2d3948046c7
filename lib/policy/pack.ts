import { IRule, Level } from './rule';

/** Changes the level of one rule in a pack. */
export interface LevelOverride {
  readonly rule: string;
  readonly level: Level;
}

/** What a pack is made of. */
export interface RulePackProps {
  /** Kebab case. */
  readonly id: string;
  readonly title: string;
  readonly rules: IRule[];
  /** @default - each rule at its own level */
  readonly levels?: LevelOverride[];
}

/** A named selection of rules. */
export class RulePack {
  public readonly id: string;
  public readonly title: string;
  public readonly rules: IRule[];
  public readonly levels: LevelOverride[];

  /**
   * @throws Error when two rules share an id or a ref, or when a level is set for a rule that the pack does not hold.
   */
  public constructor(props: RulePackProps) {
    this.id = props.id;
    this.title = props.title;
    this.rules = [...props.rules];
    this.levels = [...(props.levels ?? [])];
    const ids = new Set<string>();
    const refs = new Set<string>();
    for (const rule of this.rules) {
      if (!rule?.metadata?.id) {
        throw new Error(
          `pack ${this.id}: one of its rules is missing (got ${String(rule)}); import it before the pack is made`,
        );
      }
      if (ids.has(rule.metadata.id))
        throw new Error(`pack ${this.id}: two rules have the id ${rule.metadata.id}; give one of them another id`);
      if (refs.has(rule.metadata.ref))
        throw new Error(`pack ${this.id}: two rules have the ref ${rule.metadata.ref}; give one of them another ref`);
      ids.add(rule.metadata.id);
      refs.add(rule.metadata.ref);
    }
    for (const override of this.levels) {
      if (!ids.has(override.rule)) {
        throw new Error(
          `pack ${this.id}: a level is set for ${override.rule}, which the pack does not hold; it holds ${[...ids].sort().join(', ')}`,
        );
      }
    }
  }
}
