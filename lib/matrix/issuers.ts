import { x509 } from '../late';
import type { Certificate509 } from '../pki';
import { CertificateView } from '../policy';
import type { IssuerFacts } from './connection/connection';

/**
 * CAs between the server's certificate and the first root that the path leads to, nearest to the server's first. What is in the chain
 * and not on that way is left out, roots too: clients hold their own copy of a root.
 */
export function issuersOf({ certificate, anchors }: CertificateView): IssuerFacts[] {
  if (certificate.chainPem.length === 0) return [];
  const { certificateFacts, isIssuedBy, PkiError, readCertificates } = x509();
  const read = (pem: string): readonly Certificate509[] => {
    try {
      return readCertificates(pem, certificate.id).certificates;
    } catch (error) {
      // What can't be read is a fault of the path already.
      if (error instanceof PkiError) return [];
      throw error;
    }
  };
  const chain = certificate.chainPem.flatMap(read).filter(({ isSelfSigned }) => !isSelfSigned);
  const roots = anchors.flatMap(({ pem }) => (pem === undefined ? [] : read(pem)));
  const leaf = certificate.pem === undefined ? undefined : read(certificate.pem)[0];
  // Of what is yet to be issued the CA that signs comes first.
  const path = leaf ? [leaf] : chain.slice(0, 1);
  while (path.length > 0 && path.length <= chain.length) {
    const last = path[path.length - 1];
    if (roots.some((root) => isIssuedBy(last, root))) break;
    const issuer = chain.find((candidate) => !path.includes(candidate) && isIssuedBy(last, candidate));
    if (!issuer) break;
    path.push(issuer);
  }
  return path
    .filter((one) => one !== leaf)
    .map(certificateFacts)
    .map(({ commonName, signatureHash, rsaPss, keyType, keyBits }) => ({
      commonName,
      signatureHash,
      ...(rsaPss === undefined ? {} : { rsaPss }),
      keyType,
      keyBits,
    }));
}
