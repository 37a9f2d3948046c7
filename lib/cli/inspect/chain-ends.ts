import type { Certificate509 } from '../../pki';

/** A bundle with more chains is a store of roots; the rest is listed. */
const MOST_CHAINS = 50;

/** The certificates to begin chains with: those of servers, or where there are none those that issued no other. */
export function endsOf(certificates: readonly Certificate509[]): Certificate509[] {
  const issuers = new Set<string>();
  for (const c of certificates) if (!c.isSelfIssued) issuers.add(c.issuerName.comparisonKey);
  const leaves = certificates.filter(
    (c) => isServers(c) && !(c.isSelfIssued && issuers.has(c.subjectName.comparisonKey)),
  );
  if (leaves.length > 0) return leaves.slice(0, MOST_CHAINS);
  const ends = certificates.filter((c) => !issuers.has(c.subjectName.comparisonKey));
  return (ends.length > 0 ? ends : certificates.slice(0, 1)).slice(0, MOST_CHAINS);
}

/** Whether it may be a server's: no CA's, or self-signed with names for servers, as `openssl req -x509` makes it. */
export function isServers(c: Certificate509): boolean {
  if (!c.isCa) return true;
  const named = c.dnsNames.length > 0 || c.ipAddresses.length > 0;
  return c.isSelfIssued && (named || c.extendedKeyUsage?.includes('serverAuth') === true);
}
