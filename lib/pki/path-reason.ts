import type { Certificate509 } from './certificate';
import type { PathRole } from './requirement';

/** Why a path was refused. */
export interface PathReason {
  /** Stable name of the fault, for example 'expired' or 'name-mismatch'. */
  readonly code: string;
  /** The document and section that demand it, for example 'RFC 5280 4.2.1.9'. */
  readonly section: string;
  readonly message: string;
  /** What to do, in words. */
  readonly fix: string;
  /** The certificate that is at fault, by its display name. */
  readonly certificate?: string;
  /** The same certificate by its SHA-256 fingerprint. */
  readonly sha256?: string;
}

export function reason(
  code: string,
  section: string,
  certificate: Certificate509 | undefined,
  message: string,
  fix: string,
): PathReason {
  return { code, section, message, fix, certificate: certificate?.displayName, sha256: certificate?.sha256 };
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
    ? reason(
        'signature',
        'RFC 5280 6.1.3 (a)(1)',
        certificate,
        `${message}; the issuer has the same name and another key (${wanted})`,
        `use the certificate of ${certificate.issuer} with that key instead of the one that is there`,
      )
    : reason(
        'signature',
        'RFC 5280 6.1.3 (a)(1)',
        certificate,
        `${message}, or the certificate was changed after it was signed`,
        `fetch the certificate from the CA again, and use the certificate of ${certificate.issuer} whose key signed it`,
      );
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
    return reason(
      'self-signed',
      'RFC 5280 6.1.1 (d)',
      c,
      `the certificate is self-signed and not in the client's store`,
      'install the certificate itself on the client, or use a certificate of a CA that it trusts',
    );
  }
  if (fingerprints) {
    return reason(
      'anchor-unknown',
      'RFC 5280 6.1.1 (d)',
      c,
      `the issuer ${c.issuer} is not available; it may be one of the roots known by fingerprint only`,
      `give the certificate of ${c.issuer} as a file`,
    );
  }
  const url = c.caIssuerUrls[0];
  const where = url === undefined ? '' : ` (published at ${url})`;
  return reason(
    'issuer-missing',
    'RFC 5280 6.1',
    c,
    `no certificate of its issuer ${c.issuer} is available`,
    `append the certificate of ${c.issuer}${where} to the chain file, or install it on the client if it is a root`,
  );
}

/** No forgery and no damage: nobody here knows the algorithm. */
export function signatureUnchecked(c: Certificate509, issuer: Certificate509): PathReason {
  return reason(
    'signature-unchecked',
    'RFC 5280 6.1.3 (a)(1)',
    c,
    `the signature on ${c.displayName} can't be checked here: ${c.signature.algorithm}, by a key of type ${issuer.key.oid}`,
    'check it with a program that knows the algorithm',
  );
}
