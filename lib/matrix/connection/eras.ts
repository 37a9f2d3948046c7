import { CONDITION_DAYS, PLATFORMS } from '../../clients';

/**
 * Days from which some client or store treats certificates by their day of issue, `YYYY-MM-DD`, sorted. Between two of them the day of
 * issue decides nothing, so a connection holds the beginning of the era and not the day.
 */
export const ERA_DAYS: readonly string[] = Object.freeze(
  [
    ...new Set([...PLATFORMS.flatMap(({ maximumLifetimeFrom }) => maximumLifetimeFrom ?? []), ...CONDITION_DAYS]),
  ].sort(),
);

/** The beginning of the first era: certificates that were issued before every day of the list. */
const BEGINNING = '0001-01-01';

/** The day on which the era of a day began. */
export function eraOf(day: string): string {
  return ERA_DAYS.filter((start) => start <= day).at(-1) ?? BEGINNING;
}
