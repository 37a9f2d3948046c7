import { Certificate, endOfValidity, USUAL_RENEWAL_SHARE } from '../model';

/**
 * When a certificate is to be renewed, in milliseconds since 1970: as planned, else at a share of its lifetime (two thirds where none is
 * planned). Undefined: its dates are not known.
 */
export function renewalDueAt({ facts: { notAfter, notBefore }, renewal }: Certificate): number | undefined {
  if (renewal?.dueAt !== undefined) return Date.parse(renewal.dueAt);
  if (notBefore === undefined || notAfter === undefined) return undefined;
  const begin = Date.parse(notBefore);
  return begin + (endOfValidity(notAfter) - begin) * (renewal?.atShare ?? USUAL_RENEWAL_SHARE);
}
