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
