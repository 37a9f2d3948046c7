import { Certificate, CertificateFacts } from './certificate';

/**
 * The first moment at which a certificate is no longer valid, in milliseconds since 1970. The last second, `notAfter`, is itself
 * inside (RFC 5280 4.1.2.5).
 *
 * @param notAfter ISO 8601
 */
export function endOfValidity(notAfter: string): number {
  return Date.parse(notAfter) + 1000;
}

/** Share of a lifetime after which a renewal is due where nobody plans it: a third is left to notice and fix a failure. */
export const USUAL_RENEWAL_SHARE = 2 / 3;

/**
 * Share of a lifetime that is over: below 0 before it began, above 1 once it ended; 1 where it ends before it begins.
 *
 * @param notBefore ISO 8601
 * @param notAfter ISO 8601
 */
export function usedShare(notBefore: string, notAfter: string, now: Date): number {
  const [begin, end] = [Date.parse(notBefore), endOfValidity(notAfter)];
  return end > begin ? (now.getTime() - begin) / (end - begin) : 1;
}

/**
 * When a certificate is to be renewed, in milliseconds since 1970: as planned, else at a share of its lifetime, USUAL_RENEWAL_SHARE
 * where none is planned. Undefined: its dates are not known.
 */
export function renewalDueAt({
  facts: { notAfter, notBefore },
  renewal,
}: Pick<Certificate, 'renewal'> & {
  readonly facts: Pick<CertificateFacts, 'notAfter' | 'notBefore'>;
}): number | undefined {
  if (renewal?.dueAt !== undefined) return Date.parse(renewal.dueAt);
  if (notBefore === undefined || notAfter === undefined) return undefined;
  const begin = Date.parse(notBefore);
  return begin + (endOfValidity(notAfter) - begin) * (renewal?.atShare ?? USUAL_RENEWAL_SHARE);
}
