import { mailboxEquals, parsePeerName, presentedNameMatches } from '../names';
import type { Certificate509 } from './certificate';

/**
 * True when the certificate speaks for this host, IP address or mailbox.
 * @param options.commonName also look at the common name when there is no DNS name, as clients before RFC 6125 did
 */
export function matchesName(
  certificate: Certificate509,
  name: string,
  options: { commonName?: boolean } = {},
): boolean {
  const peer = parsePeerName(name);
  if (peer === undefined) return false;
  const names = certificate.subjectAltNames ?? [];
  switch (peer.kind) {
    case 'ip':
      return names.some((n) => n.kind === 'ip' && n.octets.equals(peer.octets));
    case 'email':
      return names.some((n) => n.kind === 'email' && mailboxEquals(n.value, peer.value));
    case 'dns': {
      if (names.some((n) => n.kind === 'dns' && presentedNameMatches(n.value, peer.value))) return true;
      const fallback = options.commonName === true && !names.some((n) => n.kind === 'dns');
      return (
        fallback && certificate.commonName !== undefined && presentedNameMatches(certificate.commonName, peer.value)
      );
    }
  }
}
