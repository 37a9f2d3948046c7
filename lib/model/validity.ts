/**
 * The first moment at which a certificate is no longer valid, in milliseconds since 1970. The last second, `notAfter`, is itself
 * inside (RFC 5280 4.1.2.5).
 *
 * @param notAfter ISO 8601
 */
export function endOfValidity(notAfter: string): number {
  return Date.parse(notAfter) + 1000;
}
