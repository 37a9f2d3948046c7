import { USUAL_RENEWAL_SHARE } from '../model';

/** A day from which public CAs do something no more. */
export interface PublicChange {
  /** First day, `YYYY-MM-DD` in UTC. */
  readonly from: string;
  readonly what: string;
  readonly source: string;
}

/** From this day no publicly trusted certificate is signed with SHA-1, of whatever kind. */
export const PUBLIC_SHA1_END: PublicChange = Object.freeze({
  from: '2026-09-15',
  what: 'every SHA-1 signature',
  source: 'BR',
});

/** The day on which one CA takes the extended key usage clientAuth out of public server certificates. */
export interface ClientAuthEnd extends PublicChange {
  readonly issuer: string;
  /** Words of its names and those of its brands, in subjects of its certificates. */
  readonly known: RegExp;
}

/** Days on which CAs take the extended key usage clientAuth out of public server certificates, oldest first; the later announcement counts. */
export const PUBLIC_CLIENT_AUTH_ENDS: readonly ClientAuthEnd[] = Object.freeze([
  {
    from: '2026-02-11',
    what: 'clientAuth',
    issuer: "Let's Encrypt",
    known: /let's encrypt|internet security research group|isrg/i,
    source: 'LE:post/2025-05-14-ending-tls-client-authorization; LE:docs/profiles',
  },
  {
    from: '2027-02-10',
    what: 'clientAuth',
    issuer: 'Sectigo',
    known: /sectigo|comodo|usertrust/i,
    source: 'page:comparecheapssl.com',
  },
  {
    from: '2027-03-01',
    what: 'clientAuth',
    issuer: 'DigiCert',
    known: /digicert|geotrust|thawte|rapidssl|quovadis/i,
    source: 'page:knowledge.digicert.com',
  },
]);

/** Chrome trusts no certificate for servers that has it, from this day of issue on. */
const CHROME_CLIENT_AUTH_END: ClientAuthEnd = Object.freeze({
  from: '2027-03-15',
  what: 'clientAuth',
  issuer: 'every public CA',
  known: /./,
  source: 'CRP18',
});

/**
 * When a CA takes clientAuth out of public certificates; for one that no announcement is known of, the day that Chrome sets to all.
 * @param names what names the CA: vendor, issuer, root
 */
export function clientAuthEnd(names: readonly (string | undefined)[]): ClientAuthEnd {
  for (const name of names) {
    const end = name === undefined ? undefined : PUBLIC_CLIENT_AUTH_ENDS.find(({ known }) => known.test(name));
    if (end) return end;
  }
  return CHROME_CLIENT_AUTH_END;
}

/** Days on which public certificates with internal names ended, oldest first. */
export const INTERNAL_NAME_ENDS: readonly PublicChange[] = Object.freeze([
  { from: '2015-11-01', what: 'certificates with internal names that expire later', source: 'page:domainscanada.ca' },
  {
    from: '2016-10-01',
    what: 'what was left of them: revoked',
    source: 'page:domainscanada.ca; page:travisrunyard.us',
  },
]);

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
