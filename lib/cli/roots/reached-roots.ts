import { isListedName } from '../../clients';
import { isIssuedBy, type Certificate509 } from '../../pki';

/** A root that a chain leads to. */
export interface ReachedRoot {
  /** Left out: only its name is known, from the certificate that it is said to have issued. */
  readonly certificate?: Certificate509;
  readonly subject: string;
  /** Certificates on the way, the server's first, without the root. */
  readonly path: readonly Certificate509[];
}

/** A signature is expensive, and files may hold many certificates of one name. */
const MOST_SIGNATURES = 2000;
const MOST_CERTIFICATES_ON_A_WAY = 16;

/**
 * Every root that names and signatures lead to, the nearest first, cross-signed ways included; and names of listed roots whose
 * certificate is not available.
 * @param others intermediates and roots, in any order
 */
export function reachedRoots(leaf: Certificate509, others: readonly Certificate509[]): ReachedRoot[] {
  const bySubject = new Map<string, Certificate509[]>();
  for (const one of others) {
    const same = bySubject.get(one.subjectName.comparisonKey);
    if (same) same.push(one);
    else bySubject.set(one.subjectName.comparisonKey, [one]);
  }
  const found = new Map<string, ReachedRoot>();
  const seen = new Set<string>();
  let signatures = 0;
  let ways: (readonly Certificate509[])[] = [[leaf]];
  while (ways.length > 0) {
    const next: (readonly Certificate509[])[] = [];
    for (const way of ways) {
      const top = way[way.length - 1];
      if (seen.has(top.sha256) || way.length > MOST_CERTIFICATES_ON_A_WAY) continue;
      seen.add(top.sha256);
      if (top.isSelfSigned) {
        found.set(top.sha256, { certificate: top, subject: top.subject, path: way.slice(0, -1) });
        continue;
      }
      const named = (bySubject.get(top.issuerName.comparisonKey) ?? []).filter((one) => one.sha256 !== top.sha256);
      const issuers = named.filter((one) => signatures++ < MOST_SIGNATURES && isIssuedBy(top, one));
      next.push(...issuers.map((issuer) => [...way, issuer]));
      if (!issuers.some(({ isSelfSigned }) => isSelfSigned) && isListedName(top.issuer)) {
        found.set(top.issuer, { subject: top.issuer, path: way });
      }
    }
    ways = next;
  }
  return [...found.values()];
}
