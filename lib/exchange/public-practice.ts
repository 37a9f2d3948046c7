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

/** Days on which CAs took the extended key usage clientAuth out of public server certificates, oldest first. */
export const PUBLIC_CLIENT_AUTH_ENDS: readonly (PublicChange & { readonly issuer: string })[] = Object.freeze([
  {
    from: '2026-05-01',
    what: 'clientAuth',
    issuer: 'DigiCert',
    source: 'page:encryptionconsulting.com; page:eurossl.eu',
  },
  {
    from: '2026-05-13',
    what: 'clientAuth',
    issuer: "Let's Encrypt",
    source: 'page:encryptionconsulting.com; page:eurossl.eu',
  },
  {
    from: '2026-05-15',
    what: 'clientAuth',
    issuer: 'Sectigo',
    source: 'page:encryptionconsulting.com; page:eurossl.eu',
  },
]);

/** Days on which public certificates with internal names ended, oldest first. */
export const INTERNAL_NAME_ENDS: readonly PublicChange[] = Object.freeze([
  { from: '2015-11-01', what: 'certificates with internal names that expire later', source: 'page:domainscanada.ca' },
  {
    from: '2016-10-01',
    what: 'what was left of them: revoked',
    source: 'page:domainscanada.ca; page:travisrunyard.us',
  },
]);
