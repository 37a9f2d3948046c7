import type { CertificateFault } from '../model';
import type { Certificate509 } from './certificate';

/** Why a path was refused. */
export interface PathReason extends CertificateFault {
  readonly code: PathCode;
  readonly section: string;
  /** The same certificate by its SHA-256 fingerprint. */
  readonly sha256?: string;
}

/** What is wrong, by which section, and what to do. */
export type PathFault = Pick<PathReason, 'code' | 'section' | 'message' | 'fix'>;

/** @param certificate the one that is at fault, if one is */
export function reason(certificate: Certificate509 | undefined, fault: PathFault): PathReason {
  return { ...fault, certificate: certificate?.displayName, sha256: certificate?.sha256 };
}

const ROLES: Readonly<Record<PathRole, string>> = {
  leaf: 'the certificate',
  ca: 'the intermediate certificate',
  anchor: 'the root',
};

/** Role and name of a certificate of the path; the server's own needs no name. */
export function titleOf(certificate: Certificate509, role: PathRole): string {
  return role === 'leaf' ? ROLES.leaf : `${ROLES[role]} ${certificate.displayName}`;
}

/** The candidate bears the issuer's name and did not sign: it has another key, or what it signed was changed. */
export function signatureReason(certificate: Certificate509, candidate: Certificate509): PathReason {
  const { displayName } = candidate;
  const wanted = certificate.authorityKeyId;
  const otherKey = wanted !== undefined && candidate.subjectKeyId !== undefined && candidate.subjectKeyId !== wanted;
  const message = `the signature on ${certificate.displayName} is not the issuer's: the key of ${displayName} did not make it`;
  return otherKey
    ? reason(certificate, {
        code: 'signature',
        section: 'RFC 5280 6.1.3 (a)(1)',
        message: `${message}; the issuer has the same name and another key (${wanted})`,
        fix: `use the certificate of ${certificate.issuer} with that key instead of the one that is there`,
      })
    : reason(certificate, {
        code: 'signature',
        section: 'RFC 5280 6.1.3 (a)(1)',
        message: `${message}, or the certificate was changed after it was signed`,
        fix: `fetch the certificate from the CA again, and use the certificate of ${certificate.issuer} whose key signed it`,
      });
}

/** Where the certificate comes from that replaces an expired one. */
export function renewalOf(c: Certificate509, role: PathRole, below: readonly Certificate509[]): string {
  if (role === 'leaf') return 'renew the certificate';
  if (role === 'anchor') return `install the renewed certificate of the root ${c.displayName} on the clients`;
  const issued = below.find(
    (one) => one.issuerName.comparisonKey === c.subjectName.comparisonKey && one.caIssuerUrls.length > 0,
  );
  const where = issued === undefined ? 'from whoever runs that CA' : `from ${issued.caIssuerUrls[0]}`;
  return `get the current certificate of ${c.displayName} ${where}, and put it into the chain file instead of this one`;
}

/**
 * No certificate of the issuer is available.
 *
 * @param fingerprints whether roots are known by fingerprint only, of which the issuer may be one
 */
export function issuerMissing(c: Certificate509, fingerprints: boolean): PathReason {
  if (c.isSelfSigned) {
    return reason(c, {
      code: 'self-signed',
      section: 'RFC 5280 6.1.1 (d)',
      message: `the certificate is self-signed and not in the client's store`,
      fix: 'install the certificate itself on the client, or use a certificate of a CA that it trusts',
    });
  }
  if (fingerprints) {
    return reason(c, {
      code: 'anchor-unknown',
      section: 'RFC 5280 6.1.1 (d)',
      message: `the issuer ${c.issuer} is not available; it may be one of the roots known by fingerprint only`,
      fix: `give the certificate of ${c.issuer} as a file`,
    });
  }
  const url = c.caIssuerUrls[0];
  const where = url === undefined ? '' : ` (published at ${url})`;
  return reason(c, {
    code: 'issuer-missing',
    section: 'RFC 5280 6.1',
    message: `no certificate of its issuer ${c.issuer} is available`,
    fix: `append the certificate of ${c.issuer}${where} to the chain file, or install it on the client if it is a root`,
  });
}

/** No forgery and no damage: nobody here knows the algorithm. */
export function signatureUnchecked(c: Certificate509, issuer: Certificate509): PathReason {
  return reason(c, {
    code: 'signature-unchecked',
    section: 'RFC 5280 6.1.3 (a)(1)',
    message: `the signature on ${c.displayName} can't be checked here: ${c.signature.algorithm}, by a key of type ${issuer.key.oid}`,
    fix: 'check it with a program that knows the algorithm',
  });
}

/** Codes of what can be wrong with a certificate, its path, its revocation lists and its CA. */
export type PathCode =
  | 'aia-critical'
  | 'aia-url'
  | 'aki-critical'
  | 'aki-issuer'
  | 'aki-key-identifier'
  | 'aki-mismatch'
  | 'aki-missing'
  | 'anchor-eku'
  | 'anchor-not-a-ca'
  | 'anchor-signature-algorithm'
  | 'anchor-unknown'
  | 'anchor-version'
  | 'anchor-without-basic-constraints'
  | 'basic-constraints-not-critical'
  | 'budget'
  | 'ca-subject-empty'
  | 'common-name-address'
  | 'common-name-not-in-san'
  | 'constraint-violated'
  | 'crl-aki'
  | 'crl-delta'
  | 'crl-distribution-points-critical'
  | 'crl-encoding'
  | 'crl-expired'
  | 'crl-extension'
  | 'crl-next-update'
  | 'crl-not-yet-valid'
  | 'crl-number'
  | 'crl-sign-missing'
  | 'crl-signature'
  | 'crl-signature-algorithm'
  | 'depth'
  | 'duplicate-extension'
  | 'eku-any'
  | 'eku-chain'
  | 'eku-critical'
  | 'eku-empty'
  | 'eku-mismatch'
  | 'eku-missing'
  | 'encoding'
  | 'expired'
  | 'extension-syntax'
  | 'freshest-crl-critical'
  | 'inhibit-any-policy-not-critical'
  | 'internal-name'
  | 'issuer-cannot-sign'
  | 'issuer-empty'
  | 'issuer-expired'
  | 'issuer-missing'
  | 'issuer-not-for-servers'
  | 'issuer-not-yet-valid'
  | 'issuer-path-length'
  | 'issuer-revoked'
  | 'key-cert-sign-missing'
  | 'key-cert-sign-without-ca'
  | 'key-curve'
  | 'key-exponent'
  | 'key-size'
  | 'key-size-maximum'
  | 'key-size-multiple'
  | 'key-type'
  | 'key-usage-empty'
  | 'key-usage-missing'
  | 'key-usage-not-critical'
  | 'leaf-is-ca'
  | 'leaf-key-usage'
  | 'name-constraint'
  | 'name-constraints-empty'
  | 'name-constraints-in-leaf'
  | 'name-constraints-not-critical'
  | 'name-constraints-syntax'
  | 'name-mismatch'
  | 'name-syntax'
  | 'not-a-ca'
  | 'not-yet-valid'
  | 'ocsp-expired'
  | 'ocsp-extension'
  | 'ocsp-not-yet-valid'
  | 'ocsp-responder'
  | 'ocsp-signature'
  | 'ocsp-signature-algorithm'
  | 'ocsp-status'
  | 'ocsp-unknown'
  | 'path-length'
  | 'path-length-without-ca'
  | 'policies-critical'
  | 'policies-missing'
  | 'policy'
  | 'policy-constraints-not-critical'
  | 'policy-mapping-any'
  | 'public-suffix-wildcard'
  | 'revocation-unknown'
  | 'revoked'
  | 'san-critical'
  | 'san-empty'
  | 'san-missing'
  | 'san-not-critical'
  | 'san-syntax'
  | 'san-type'
  | 'san-underscore'
  | 'self-signed'
  | 'serial-syntax'
  | 'serial-zero'
  | 'sia-critical'
  | 'signature'
  | 'signature-algorithm'
  | 'signature-unchecked'
  | 'ski-critical'
  | 'ski-missing'
  | 'time-encoding'
  | 'unique-identifier'
  | 'unknown-critical-extension'
  | 'untrusted-root'
  | 'validity-order'
  | 'validity-period'
  | 'version';

/** Where a certificate stands in a path. */
export type PathRole = 'leaf' | 'ca' | 'anchor';
