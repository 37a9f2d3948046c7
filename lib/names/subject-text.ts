/** The subject that the tls provider writes, in the form of RFC 4514. */
export function subjectText(commonName: string, organization?: string): string {
  const escaped = (value: string): string => value.replace(/[,+"\\<>;]/g, '\\$&');
  return `CN=${escaped(commonName)}${organization === undefined ? '' : `,O=${escaped(organization)}`}`;
}
