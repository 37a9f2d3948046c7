import { HostName } from './protocol';
import { Fault, SourceLocation } from './reason';

/** The three kinds of certificate source that the seed document names, and what stands beside them. */
export enum CertificateSourceKind {
  SELF_SIGNED = 'self-signed',
  INTERNAL_CA = 'internal-ca',
  PURCHASED = 'purchased',
}

/** Longest common name, in characters (X.520, ub-common-name). */
export const LONGEST_COMMON_NAME = 64;

/** Where a certificate stands in its life. */
export enum CertificateState {
  /** Terraform will issue it; its facts come from the request. */
  DECLARED = 'declared',
  /** Exchange's setup installed it; its facts come from the version's table. */
  INSTALLED = 'installed',
  /** The certificate itself is available; its facts come from its bytes. */
  ISSUED = 'issued',
  /** Requested from a vendor or CA, not there yet. */
  ORDERED = 'ordered',
}

/** Who holds the private key. */
export enum KeyCustody {
  /** Terraform made it: it is in the state. */
  TERRAFORM = 'terraform',
  /** It was made on the server and never leaves it. */
  SERVER = 'server',
  /** The user holds it in a file beside the declaration. */
  FILE = 'file',
  /** Nobody said. */
  UNKNOWN = 'unknown',
}

/** Uses that a certificate is issued for, in the seed document's words. */
export enum CertificateUse {
  WEB_SERVER_AUTHENTICATION = 'web-server-authentication',
  WEB_USER_AUTHENTICATION = 'web-user-authentication',
  SECURE_MIME = 's-mime',
  IPSEC = 'ipsec',
  TLS = 'tls',
  CODE_SIGNING = 'code-signing',
}

export enum KeyType {
  RSA = 'rsa',
  /** RSA bound to the padding PSS by the key itself (id-RSASSA-PSS). */
  RSA_PSS = 'rsa-pss',
  ECDSA = 'ecdsa',
  ED25519 = 'ed25519',
  OTHER = 'other',
}

/** Facts of one X.509 certificate. What is left out is unknown (an empty list is a known "none"). */
export interface CertificateFacts {
  /** Subject as RFC 4514 string. */
  readonly subject?: string;
  readonly commonName?: string;
  readonly issuer?: string;
  /** Serial number, lower-case hex without separators. */
  readonly serialNumber?: string;
  /** First moment of validity, ISO 8601 in UTC. */
  readonly notBefore?: string;
  /** Last moment of validity (itself inside), ISO 8601 in UTC. */
  readonly notAfter?: string;
  /** Lifetime in seconds, both ends inside (RFC 5280 4.1.2.5); known for a declared certificate before its dates are. */
  readonly lifetimeSeconds?: number;
  readonly keyType?: KeyType;
  /** Modulus length of RSA, curve size of ECDSA, in bits. */
  readonly keyBits?: number;
  /** Hash of the issuer's signature: sha1, sha256, sha384, sha512, md5. */
  readonly signatureHash?: string;
  /** DNS names of the subject alternative name extension. */
  readonly dnsNames?: HostName[];
  readonly ipAddresses?: string[];
  /** RFC 5280 names in camel case: digitalSignature, keyEncipherment, keyCertSign... Left out: unknown; see hasKeyUsage. */
  readonly keyUsages?: string[];
  /** serverAuth, clientAuth, emailProtection, codeSigning, ipsec..., or a dotted OID. An empty list: no extension, any use. */
  readonly extendedKeyUsages?: string[];
  readonly isCa?: boolean;
  readonly selfSigned?: boolean;
  /** SHA-1 thumbprint, upper-case hex, as Exchange shows it. Data that changes at every renewal, never an identity. */
  readonly sha1?: string;
  readonly sha256?: string;
  /** Where a CRL can be fetched. An empty list: no CRL distribution point. */
  readonly crlUrls?: string[];
  readonly ocspUrls?: string[];
  /** Whether the Certificate Policies extension is there. */
  readonly hasPolicies?: boolean;
  /** Whether the extension TLS Feature demands a stapled OCSP response (RFC 7633). */
  readonly mustStaple?: boolean;
  /** Whether the issuer's signature is RSASSA-PSS. */
  readonly rsaPss?: boolean;
}

/** What the user declares about the revocation of an available certificate. */
export enum RevocationStatus {
  GOOD = 'good',
  REVOKED = 'revoked',
  UNKNOWN = 'unknown',
}

/** How a certificate is renewed. */
export interface RenewalPlan {
  /** True where an unattended deploy renews it. */
  readonly unattended: boolean;
  /** Share of the lifetime after which it is renewed, above 0 and below 1. */
  readonly atShare?: number;
  /** When the renewal is due, ISO 8601; known once notBefore and notAfter are. */
  readonly dueAt?: string;
}

/** One certificate that a server or a publishing point presents. */
export interface Certificate {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly source: CertificateSourceKind;
  readonly state: CertificateState;
  /** True for the certificate that Exchange's setup installs. */
  readonly exchangeDefault: boolean;
  /** True where nobody declared a source, so that what setup leaves behind is assumed. */
  readonly assumed?: boolean;
  readonly facts: CertificateFacts;
  /** What was declared, where `facts` became known later from what was issued or observed. */
  readonly declared?: CertificateFacts;
  readonly uses: CertificateUse[];
  readonly custody: KeyCustody;
  /** Windows provider that holds the key, as the request names it. Left out: unknown. */
  readonly keyProvider?: string;
  /** Id of the trust anchor at the top of the path; left out: unknown or no path. */
  readonly anchor?: string;
  /** Ids of further trust anchors that a path leads to (cross-signed CAs): a client that holds one of them is enough. */
  readonly furtherAnchors?: string[];
  /** Leaf as PEM, where it is available. Public data only. */
  readonly pem?: string;
  /** Intermediates as presented, PEM each, nearest to the leaf first. */
  readonly chainPem: string[];
  /** Names of certificates that came with it in its files and are of no path from it. Left out: none, or not known. */
  readonly unusedCertificates?: string[];
  readonly revocation: RevocationStatus;
  /** CAs on the path that Terraform makes, nearest to the leaf first. Left out: none, or their lifetimes are not known. */
  readonly authorities?: DeclaredAuthority[];
  /** Available CRLs, PEM each. */
  readonly crlPem: string[];
  /** What is wrong with the available CRLs, so that they prove nothing about the certificate. Left out: nothing. */
  readonly unusableLists?: CertificateFault[];
  readonly renewal?: RenewalPlan;
  /** Terraform expression of the hours of validity, where Terraform alone knows them. */
  readonly validityHoursExpression?: string;
  /** Terraform expression of the certificate's PEM, where Terraform makes it. */
  readonly pemExpression?: string;
  /** Faults found while the files were read (tampered, mismatched key, broken path), already in words. */
  readonly faults: CertificateFault[];
  /** What was put in order while reading, in words. */
  readonly notes: string[];
  /** Name of the vendor, of the CA or of the file; for people. */
  readonly origin?: string;
  readonly location?: SourceLocation;
}

/** A CA on the path that Terraform makes, so that its dates are known only as a lifetime. */
export interface DeclaredAuthority {
  readonly name: string;
  /** Lifetime in seconds, both ends inside. */
  readonly lifetimeSeconds: number;
}

/** A fault of the certificate's bytes or path, found by lib/pki. */
export interface CertificateFault extends Fault {
  /** Name of the CA certificate that is at fault. Left out: the server's own. */
  readonly certificate?: string;
}

/**
 * The first moment at which a certificate is no longer valid, in milliseconds since 1970. The last second, `notAfter`, is itself
 * inside (RFC 5280 4.1.2.5).
 *
 * @param notAfter ISO 8601
 */
export function endOfValidity(notAfter: string): number {
  return Date.parse(notAfter) + 1000;
}

/** Share of a lifetime after which a renewal is due where nobody plans it: a third is left to notice and fix a failure. */
export const USUAL_RENEWAL_SHARE = 2 / 3;

/**
 * Share of a lifetime that is over: below 0 before it began, above 1 once it ended; 1 where it ends before it begins.
 *
 * @param notBefore ISO 8601
 * @param notAfter ISO 8601
 */
export function usedShare(notBefore: string, notAfter: string, now: Date): number {
  const [begin, end] = [Date.parse(notBefore), endOfValidity(notAfter)];
  return end > begin ? (now.getTime() - begin) / (end - begin) : 1;
}

/**
 * When a certificate is to be renewed, in milliseconds since 1970: as planned, else at a share of its lifetime, USUAL_RENEWAL_SHARE
 * where none is planned. Undefined: its dates are not known.
 */
export function renewalDueAt({
  facts: { notAfter, notBefore },
  renewal,
}: Pick<Certificate, 'renewal'> & {
  readonly facts: Pick<CertificateFacts, 'notAfter' | 'notBefore'>;
}): number | undefined {
  if (renewal?.dueAt !== undefined) return Date.parse(renewal.dueAt);
  if (notBefore === undefined || notAfter === undefined) return undefined;
  const begin = Date.parse(notBefore);
  return begin + (endOfValidity(notAfter) - begin) * (renewal?.atShare ?? USUAL_RENEWAL_SHARE);
}

export enum TrustAnchorKind {
  /** A certificate that vouches for itself: every client must be given the leaf. */
  SELF_SIGNED = 'self-signed',
  /** The root of an organization's own CA. */
  PRIVATE = 'private',
  /** The root of a commercial CA. */
  COMMERCIAL = 'commercial',
}

/** One certificate of an anchor: they come and go while the key stays. */
export interface AnchorCertificate {
  /** SHA-256 fingerprint, lower-case hex. */
  readonly sha256: string;
  /** ISO 8601 in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pem?: string;
}

/** The root that a client must hold to accept a certificate. */
export interface TrustAnchor {
  /** Construct path, or for a commercial root `root:` and its SHA-256 fingerprint in lower-case hex. */
  readonly id: string;
  readonly name: string;
  readonly kind: TrustAnchorKind;
  /** PEM, where it is available. */
  readonly pem?: string;
  readonly sha1?: string;
  readonly sha256?: string;
  /** True where this deployment creates the root: a client enrolled earlier cannot hold it. */
  readonly madeHere: boolean;
  /** True where the root is an end-entity certificate (basic constraints without CA). Left out: unknown. */
  readonly endEntity?: boolean;
  /** Hash of signatures in the chain below and of the root itself, where known. */
  readonly signatureHash?: string;
  /** Whether domain-joined computers get it from Active Directory (group policy or an enterprise root). Left out: unknown. */
  readonly publishedInDirectory?: boolean;
  readonly pemExpression?: string;
  /** Subject as RFC 4514 string. */
  readonly subject?: string;
  /** SHA-256 of the public key info, lower-case hex: subject and key are what an anchor is. */
  readonly keyId?: string;
  /** Certificates of this name and key that are known. */
  readonly certificates?: AnchorCertificate[];
  readonly location?: SourceLocation;
}

/** Root stores that have lists of their own. */
export enum RootStore {
  WINDOWS = 'windows',
  APPLE = 'apple',
  ANDROID = 'android',
  MOZILLA = 'mozilla',
  JAVA = 'java',
  CHROME = 'chrome',
  /** What Microsoft's cloud services trust, which connect in the place of some mobile apps. */
  MICROSOFT_CLOUD = 'microsoft-cloud',
}
