import { IRule, nearest } from '../policy';
import { CATALOGUE } from './catalogue';

/** The rules of this package, for packs of one's own. */
export class RuleCatalogue {
  /** Every rule, by ref. */
  public static all(): IRule[] {
    return [...CATALOGUE];
  }

  /**
   * Rules by their ids, in that order.
   * @throws Error where there is no rule with an id
   */
  public static named(...ids: string[]): IRule[] {
    return ids.map((id) => {
      const rule = CATALOGUE.find(({ metadata }) => metadata.id === id);
      if (rule) return rule;
      const near = nearest(
        id,
        CATALOGUE.map(({ metadata }) => metadata.id),
      );
      throw new Error(
        `there is no rule "${id}"; ${near === undefined ? '`client-access rules list` lists all' : `did you mean ${near}?`}`,
      );
    });
  }

  private constructor() {}
}
