/** 4 or 6 for an IP address, 0 for any other text. */
export function ipVersion(text: string): number {
  // An IPv4 address has digits and dots alone, an IPv6 address has a colon. Asking Node loads its network modules and compiles a
  // very large pattern, which a host name need not pay for.
  if (!/^[\d.]+$|:/.test(text)) return 0;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is used
  const { isIP } = require('node:net') as typeof import('node:net');
  return isIP(text);
}
