import { createHash } from 'node:crypto';
import { type AnchorCertificate, CertificateFacts, KeyType, type TrustAnchor } from '../model';
import type { Certificate509 } from './certificate';

const KEY_TYPES: Record<string, KeyType> = {
  rsa: KeyType.RSA,
  'rsa-pss': KeyType.RSA_PSS,
  ec: KeyType.ECDSA,
  ed25519: KeyType.ED25519,
};

/** TLS Feature (RFC 7633), and its one feature in use as DER: status_request. */
const TLS_FEATURE = '1.3.6.1.5.5.7.1.24';

const STATUS_REQUEST = Buffer.from([2, 1, 5]);

/** What the model says of an available certificate: nothing in it is left unknown. */
export function certificateFacts(certificate: Certificate509): CertificateFacts {
  const { key, signature } = certificate;
  return {
    subject: certificate.subject,
    ...(certificate.commonName === undefined ? {} : { commonName: certificate.commonName }),
    issuer: certificate.issuer,
    serialNumber: certificate.serial.toLowerCase(),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    // Both ends are inside: RFC 5280 4.1.2.5.
    lifetimeSeconds: (certificate.notAfter.getTime() - certificate.notBefore.getTime()) / 1000 + 1,
    keyType: KEY_TYPES[key.algorithm] ?? KeyType.OTHER,
    ...(key.bits === undefined ? {} : { keyBits: key.bits }),
    ...(signature.hash === undefined ? {} : { signatureHash: signature.hash }),
    dnsNames: certificate.dnsNames.map((name) => ({ value: name.toLowerCase() })),
    ipAddresses: [...certificate.ipAddresses],
    ...(certificate.keyUsage ? { keyUsages: [...certificate.keyUsage] } : {}),
    extendedKeyUsages: [...(certificate.extendedKeyUsage ?? [])],
    isCa: certificate.isCa,
    selfSigned: certificate.isSelfSigned,
    sha1: certificate.sha1,
    sha256: certificate.sha256,
    crlUrls: [...certificate.crlUrls],
    ocspUrls: [...certificate.ocspUrls],
    hasPolicies: (certificate.policies ?? []).length > 0,
    ...(certificate.extension(TLS_FEATURE)?.value.includes(STATUS_REQUEST) ? { mustStaple: true } : {}),
    ...(signature.pss ? { rsaPss: true } : {}),
  };
}

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
