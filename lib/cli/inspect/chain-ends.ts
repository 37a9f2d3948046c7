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

/** Attributes that the certificates of one organization share: O and DC. */
const OWNERS = ['2.5.4.10', '0.9.2342.19200300.100.1.25'];

/**
 * The roots of the files that a certificate may lead to: they bear the name of an issuer on the way, or belong to the same organization
 * as an issuer that is missing. Any other root stands beside it by chance.
 */
export function rootsAbove(
  leaf: Certificate509,
  roots: readonly Certificate509[],
  bag: readonly Certificate509[],
): Certificate509[] {
  const wanted = new Map([[leaf.issuerName.comparisonKey, leaf.issuerName]]);
  // A Map goes on to what is added while it is walked.
  for (const [key] of wanted)
    for (const { subjectName, issuerName } of bag)
      if (subjectName.comparisonKey === key) wanted.set(issuerName.comparisonKey, issuerName);
  const available = new Set(bag.map(({ subjectName }) => subjectName.comparisonKey));
  const missing = [...wanted.values()].filter(({ comparisonKey }) => !available.has(comparisonKey));
  const owners = new Set(missing.flatMap((name) => ownersOf(name)));
  return roots.filter(
    ({ subjectName }) =>
      wanted.has(subjectName.comparisonKey) || ownersOf(subjectName).some((owner) => owners.has(owner)),
  );
}

function ownersOf(name: Certificate509['subjectName']): string[] {
  return OWNERS.map((type) => name.values(type).join('.').toLowerCase()).filter((owner) => owner !== '');
}
