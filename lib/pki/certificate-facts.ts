import { CertificateFacts, KeyType } from '../model';
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
