import { USUAL_RENEWAL_SHARE } from '../model';

/** How long a publicly trusted TLS certificate may live. */
export interface PublicLifetime {
  /** Whole days of 86,400 seconds, both ends inside. */
  readonly days: number;
  /** First day of issue for which it binds, `YYYY-MM-DD` in UTC. */
  readonly from: string;
  readonly source: string;
  readonly note?: string;
}

/** The limits, oldest first. */
export const PUBLIC_LIFETIMES: readonly PublicLifetime[] = Object.freeze([
  { days: 825, from: '2018-03-01', source: 'BR, revision table', note: 'ballot 193' },
  {
    days: 398,
    from: '2020-09-01',
    source: 'BR, 6.3.2',
    note: 'set by the root stores; the day on which it began is not confirmed by the document that was read',
  },
  { days: 200, from: '2026-03-15', source: 'BR, 6.3.2' },
  { days: 100, from: '2027-03-15', source: 'BR, 6.3.2' },
  { days: 47, from: '2029-03-15', source: 'BR, 6.3.2' },
]);

/** The limit for a certificate that is issued at a moment; undefined before the first limit of the table. */
export function maximumPublicLifetimeDays(issuedAt: Date): PublicLifetime | undefined {
  const day = isoDay(issuedAt);
  let found: PublicLifetime | undefined;
  for (const limit of PUBLIC_LIFETIMES) {
    if (limit.from <= day) found = limit;
  }
  return found;
}

/** The next limit that begins after a moment; undefined where none is known. */
export function nextPublicLifetime(after: Date): PublicLifetime | undefined {
  const day = isoDay(after);
  return PUBLIC_LIFETIMES.find((limit) => limit.from > day);
}

/** Renewals in a year of a certificate that lives this many days, rounded up: a part of one is work as well. */
export function renewalsPerYear(days: number): number {
  return Math.ceil(365 / (days * USUAL_RENEWAL_SHARE));
}

function isoDay(moment: Date): string {
  if (Number.isNaN(moment.getTime())) throw new RangeError('date of issue: got an invalid date; allowed: a valid Date');
  return moment.toISOString().slice(0, 10);
}
