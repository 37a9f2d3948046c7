import { Level, LEVELS } from '../policy/level';
import { InputError } from './input-error';

/** What `--fail-on` takes besides the levels. */
export const NEVER = 'never';

/** The level from which findings give exit code 1; undefined: none does. */
export function parseThreshold(text: string): Level | undefined {
  if (text === NEVER) return undefined;
  const level = LEVELS.find((known) => known === text);
  if (level) return level;
  throw new InputError(`--fail-on takes ${LEVELS.join(', ')} or ${NEVER}; got "${text}"`);
}

/** A moment as the user gives it: a day (its first moment in UTC) or ISO 8601 with a zone. */
export function parseMoment(text: string): Date {
  const shaped = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const moment = new Date(text);
  if (shaped && !Number.isNaN(moment.getTime())) return moment;
  throw new InputError(`--now takes a day such as 2026-04-01, or a moment such as 2026-04-01T12:00:00Z; got "${text}"`);
}
