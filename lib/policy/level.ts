import type { Estate } from '../model';

/** How grave a finding is. Follows the verb of the rule's source: will not work, must: error; should: warning; else note. */
export enum Level {
  ERROR = 'error',
  WARNING = 'warning',
  NOTE = 'note',
}

/** From the gravest down. */
export const LEVELS: Level[] = [Level.ERROR, Level.WARNING, Level.NOTE];

/** The level from which the app that declared the estate refuses. */
export function refusalLevel({ policies }: Estate): Level {
  return (policies[0]?.refuseFrom as Level | undefined) ?? Level.ERROR;
}
