/** How long a certificate of a public CA may last, from one day on. */
export interface LifetimeLimit {
  /** First day on which certificates are issued under it, `YYYY-MM-DD`. */
  readonly from: string;
  /** Longest lifetime in days, both ends inside. */
  readonly days: number;
  /** Renewals in a year of a certificate that lives so long. @default - the page does not show it */
  readonly renewalsPerYear?: number;
  /** Document and section. */
  readonly source: string;
}

const BASELINE_REQUIREMENTS = 'CA/Browser Forum, TLS Baseline Requirements';

/**
 * The limits of public CAs that are in force or announced, oldest first. Certificates of an organization's own CA and self-signed
 * ones are not bound by them.
 */
export const LIFETIME_LIMITS: readonly LifetimeLimit[] = Object.freeze([
  {
    from: '2018-03-01',
    days: 825,
    renewalsPerYear: 1,
    source: `${BASELINE_REQUIREMENTS}, revision table (ballot 193)`,
  },
  // Set by the root stores; the day on which it began is not in the document itself.
  { from: '2020-09-01', days: 398, renewalsPerYear: 2, source: `${BASELINE_REQUIREMENTS}, 6.3.2` },
  { from: '2026-03-15', days: 200, renewalsPerYear: 3, source: `${BASELINE_REQUIREMENTS}, 6.3.2` },
  { from: '2027-03-15', days: 100, renewalsPerYear: 6, source: `${BASELINE_REQUIREMENTS}, 6.3.2` },
  { from: '2029-03-15', days: 47, renewalsPerYear: 12, source: `${BASELINE_REQUIREMENTS}, 6.3.2` },
]);

/** The limit for a certificate that is issued at a moment; undefined before the first one. */
export function limitAt(limits: readonly LifetimeLimit[], moment: number): LifetimeLimit | undefined {
  return [...limits].reverse().find((limit) => Date.parse(limit.from) <= moment);
}
