import { createHash } from 'node:crypto';
import type { AnchorCertificate, TrustAnchor } from '../model';
import type { Certificate509 } from './certificate';

/** What the model says of a root whose certificate is available: name and key make the anchor, its certificates come and go. */
export type AnchorFacts = Pick<
  TrustAnchor,
  'pem' | 'sha1' | 'sha256' | 'endEntity' | 'signatureHash' | 'subject' | 'keyId' | 'certificates'
>;

/**
 * Facts of an anchor.
 *
 * @param renewals further certificates; those of the same name and key belong to the anchor too
 */
export function anchorFacts(root: Certificate509, renewals: readonly Certificate509[] = []): AnchorFacts {
  const same = renewals.filter((one) => one.sha256 !== root.sha256 && isSameAnchor(one, root));
  return {
    pem: root.pem,
    sha1: root.sha1,
    sha256: root.sha256,
    endEntity: !root.isCa,
    ...(root.signature.hash === undefined ? {} : { signatureHash: root.signature.hash }),
    subject: root.subject,
    keyId: keyIdOf(root),
    certificates: [root, ...same].map(certificateOf),
  };
}

/** SHA-256 of the public key info, lower-case hex. */
export function keyIdOf({ publicKeyInfo }: Certificate509): string {
  return createHash('sha256').update(publicKeyInfo.der).digest('hex');
}

/** Whether two certificates are of one CA and one key. */
export function isSameAnchor(a: Certificate509, b: Certificate509): boolean {
  return (
    a.subjectName.comparisonKey === b.subjectName.comparisonKey &&
    a.publicKeyInfo.comparisonKey === b.publicKeyInfo.comparisonKey
  );
}

function certificateOf({ sha256, notBefore, notAfter }: Certificate509): AnchorCertificate {
  return { sha256: sha256.toLowerCase(), notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
}
