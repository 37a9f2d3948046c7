import { ObservedStaple, StapleStatus } from '../model';
import { Certificate509, internalCa, isIssuedBy, OcspResponse, readOcspResponse, revocationStatus } from '../pki';
import { KnownAuthorities, readable } from './chain-shape';

/**
 * What a stapled OCSP response proves of the certificate that it came with (RFC 6960 3.2): that it can be read, speaks of this
 * certificate, is signed by its issuer or whom that has authorized, and is current.
 *
 * @param chain DER each, as sent
 */
export function judgeStaple(
  staple: Buffer,
  chain: readonly Buffer[],
  known: KnownAuthorities,
  now: Date,
): ObservedStaple {
  const [leaf, ...others] = chain.map(readable);
  if (!leaf) return { status: StapleStatus.UNKNOWN, message: 'the certificate can not be read' };
  let response: OcspResponse;
  try {
    response = readOcspResponse(staple, 'the stapled response');
  } catch (error) {
    return { status: StapleStatus.REFUSED, message: (error as Error).message };
  }
  const issuer = issuerOf(leaf, others, known);
  if (!issuer) return { status: StapleStatus.UNKNOWN, message: 'who issued the certificate is not known here' };
  const verdict = revocationStatus(leaf, issuer, { ocsp: [response] }, now, internalCa);
  if (verdict.status === 'good') return { status: StapleStatus.GOOD };
  const { code, message } = verdict.reason;
  if (verdict.status === 'revoked') return { status: StapleStatus.REVOKED, message };
  if (verdict.status === 'refused') return { status: StapleStatus.REFUSED, message };
  // A responder that fails or does not know the certificate has said so; anything else speaks of another certificate.
  return code.startsWith('ocsp-')
    ? { status: StapleStatus.UNKNOWN, message }
    : { status: StapleStatus.REFUSED, message: 'it speaks of another certificate' };
}

function issuerOf(
  leaf: Certificate509,
  others: readonly (Certificate509 | undefined)[],
  { intermediates, roots }: KnownAuthorities,
): Certificate509 | undefined {
  if (leaf.isSelfSigned) return leaf;
  const sent = others.filter((one) => one !== undefined);
  const isIssuer = (one: Certificate509): boolean => isIssuedBy(leaf, one);
  return sent.find(isIssuer) ?? intermediates.find(isIssuer) ?? roots().find(isIssuer);
}
