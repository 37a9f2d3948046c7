import type { Certificate509 } from './certificate';
import type { RevocationList, RevokedCertificate } from './crl';
import { OID } from './oid';
import { judgeOcspResponse, type OcspResponse, RevocationVerdict } from './ocsp';
import { type PathFault, type PathReason, reason } from './path-reason';
import type { PathProfile } from './requirement';
import { verifyWithKey } from './signature';

/** Revocation data as files; nothing is fetched. */
export interface RevocationData {
  readonly crls?: readonly RevocationList[];
  readonly ocsp?: readonly OcspResponse[];
}

const FETCH = 'fetch the current revocation list from the URL in the certificate, or have the CA publish one';

const CRL_CA = 'have the CA issue its revocation list as the section demands';

/** The list's extensions that are understood; any other critical one makes it useless: RFC 5280 5.2. */
const understood: ReadonlySet<string> = new Set([
  OID.authorityKeyIdentifier,
  OID.crlNumber,
  OID.issuingDistributionPoint,
  OID.deltaCrlIndicator,
  OID.issuerAltName,
  OID.freshestCrl,
  OID.authorityInfoAccess,
]);

/**
 * What the data says of `certificate`, which `issuer` issued. Lists of other issuers do not matter. A list of this
 * issuer that is not sound refuses the path, since it may be a forgery or hide a revocation.
 */
export function revocationStatus(
  certificate: Certificate509,
  issuer: Certificate509,
  data: RevocationData,
  time: Date,
  profile: PathProfile,
): RevocationVerdict {
  let good = false;
  let unknown: PathReason | undefined;
  for (const response of data.ocsp ?? []) {
    const verdict = judgeOcspResponse(response, certificate, issuer, time, profile);
    if (verdict === undefined) continue;
    if (verdict.status === 'revoked' || verdict.status === 'refused') return verdict;
    if (verdict.status === 'good') good = true;
    else unknown = verdict.reason;
  }
  for (const crl of data.crls ?? []) {
    if (!isListOf(crl, certificate, issuer)) continue;
    const fault = crlFault(crl, issuer, time, profile);
    if (fault !== undefined) return { status: 'refused', reason: fault };
    const entry = crl.revoked.get(certificate.serial);
    if (entry !== undefined && entry.reason !== 'removeFromCRL') {
      return { status: 'revoked', reason: revokedBy(certificate, entry) };
    }
    if (crl.baseNumber === undefined && covers(crl, certificate)) good = true;
    else if (crl.baseNumber !== undefined) unknown ??= deltaOnly(certificate);
  }
  if (good) return { status: 'good' };
  return {
    status: 'unknown',
    reason:
      unknown ??
      reason(certificate, {
        code: 'revocation-unknown',
        section: 'RFC 5280 6.3.3',
        message: 'no revocation data covers the certificate',
        fix: FETCH,
      }),
  };
}

/** Whether the issuer made the list. A CA with several keys has a list for each: the list of another key is another issuer's. */
function isListOf(crl: RevocationList, certificate: Certificate509, issuer: Certificate509): boolean {
  if (crl.issuerName.comparisonKey !== certificate.issuerName.comparisonKey) return false;
  const { authorityKeyId } = crl;
  return authorityKeyId === undefined || issuer.subjectKeyId === undefined || authorityKeyId === issuer.subjectKeyId;
}

function revokedBy(certificate: Certificate509, entry: RevokedCertificate): PathReason {
  return reason(certificate, {
    code: 'revoked',
    section: 'RFC 5280 6.3.3',
    message: `revoked on ${entry.date.toISOString().slice(0, 10)}${entry.reason === undefined ? '' : ` (${entry.reason})`}`,
    fix: 'replace the certificate; make a new key if the old one was stolen',
  });
}

/** What available lists say about a certificate, taken as evidence: what is wrong with our copy proves nothing about the certificate. */
export interface RevocationEvidence {
  readonly status: 'good' | 'revoked' | 'unknown';
  /** Why it is revoked. */
  readonly reason?: PathReason;
  /** Why lists of the issuer could not be used. */
  readonly unusable: readonly PathReason[];
}

/**
 * What available CRLs say about `certificate`. A list that the issuer signed and that names the certificate revokes it, however old or odd it
 * is: a revocation is final. A list that does not name it counts only where it is sound, current and complete.
 */
export function revocationEvidence(
  certificate: Certificate509,
  issuer: Certificate509,
  crls: readonly RevocationList[],
  time: Date,
  profile: PathProfile,
): RevocationEvidence {
  const unusable: PathReason[] = [];
  let good = false;
  for (const crl of crls.filter((list) => isListOf(list, certificate, issuer))) {
    const entry = crl.revoked.get(certificate.serial);
    const fault = crlFault(crl, issuer, time, profile);
    if (entry !== undefined && entry.reason !== 'removeFromCRL' && fault?.code !== 'crl-signature') {
      return { status: 'revoked', reason: revokedBy(certificate, entry), unusable };
    }
    if (fault !== undefined) unusable.push(fault);
    else if (crl.baseNumber !== undefined) unusable.push(deltaOnly(certificate));
    else if (isInPart(crl)) unusable.push(inPart(issuer));
    else if (covers(crl, certificate)) good = true;
  }
  return { status: good ? 'good' : 'unknown', unusable: good ? [] : unusable };
}

function deltaOnly(certificate: Certificate509): PathReason {
  return reason(certificate, {
    code: 'crl-delta',
    section: 'RFC 5280 5.2.4',
    message: 'only a delta list is available, and it proves nothing without its base list',
    fix: 'give the complete list of the same CA too',
  });
}

/** A list of some reasons, of other CAs' certificates or of attribute certificates: it proves nothing of a certificate of this CA. */
function isInPart({ scope }: RevocationList): boolean {
  return scope !== undefined && (scope.onlyAttributeCertificates || scope.indirect || scope.onlySomeReasons);
}

function inPart(issuer: Certificate509): PathReason {
  return reason(issuer, {
    code: 'crl-extension',
    section: 'RFC 5280 5.2.5',
    message: `the revocation list of ${issuer.displayName} is indirect, for some reasons or for attribute certificates alone: it proves nothing here`,
    fix: 'give the complete list of the same CA',
  });
}

/** True when the list speaks about certificates of this kind: RFC 5280 5.2.5, 6.3.3 (b). */
function covers(crl: RevocationList, certificate: Certificate509): boolean {
  const scope = crl.scope;
  if (scope === undefined) return true;
  if (isInPart(crl)) return false;
  if (scope.onlyUserCertificates && certificate.isCa) return false;
  if (scope.onlyCaCertificates && !certificate.isCa) return false;
  const wanted = certificate.crlUrls;
  return scope.urls.length === 0 || wanted.length === 0 || scope.urls.some((url) => wanted.includes(url));
}

/** Whether the key of a CA made the signature on a list. */
export function isSignedBy(crl: RevocationList, issuer: Certificate509): boolean {
  return verifyWithKey(crl.tbs, crl.signatureValue, crl.signature, issuer.publicKeyInfo);
}

/** Why a list of this issuer can't be believed; undefined when it can. */
export function crlFault(
  crl: RevocationList,
  issuer: Certificate509,
  time: Date,
  profile: PathProfile,
): PathReason | undefined {
  const fault = ({ message, fix = CRL_CA, ...what }: Omit<PathFault, 'fix'> & { readonly fix?: string }): PathReason =>
    reason(issuer, { ...what, message: `the revocation list of ${issuer.displayName} ${message}`, fix });
  if (crl.encodingFaults.length > 0)
    return fault({
      code: 'crl-encoding',
      section: 'X.690 10, RFC 5280 5.1',
      message: `is not encoded as it must be: ${crl.encodingFaults[0]}`,
      fix: FETCH,
    });
  if (!isSignedBy(crl, issuer)) {
    return fault({ code: 'crl-signature', section: 'RFC 5280 6.3.3 (g)', message: "is not signed with the CA's key" });
  }
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.includes('cRLSign')) {
    return fault({
      code: 'crl-sign-missing',
      section: 'RFC 5280 4.2.1.3',
      message: 'is signed by a CA whose certificate lacks the usage cRLSign',
      fix: 'have the CA certificate issued with the usage cRLSign',
    });
  }
  if (crl.signature.hash !== undefined && !(profile.hashes as readonly string[]).includes(crl.signature.hash)) {
    return fault({
      code: 'crl-signature-algorithm',
      section: 'CA/B BR 7.1.3.2',
      message: `is signed with ${crl.signature.hash}`,
    });
  }
  const seen = new Set<string>();
  for (const extension of crl.extensions) {
    if (seen.has(extension.oid))
      return fault({ code: 'crl-extension', section: 'RFC 5280 5.2', message: `has extension ${extension.oid} twice` });
    seen.add(extension.oid);
    if (extension.critical && !understood.has(extension.oid)) {
      return fault({
        code: 'crl-extension',
        section: 'RFC 5280 5.2',
        message: `has a critical extension that is not understood (${extension.oid})`,
      });
    }
  }
  if (crl.hasUnknownCriticalEntry)
    return fault({
      code: 'crl-extension',
      section: 'RFC 5280 5.3',
      message: 'has an entry with a critical extension that is not understood',
    });
  const strict = profile.requirements.ca.some((r) => r.level === 'rfc5280');
  if (strict) {
    if (crl.number === undefined)
      return fault({ code: 'crl-number', section: 'RFC 5280 5.2.3', message: 'has no cRLNumber' });
    if (crl.extension(OID.crlNumber)!.critical)
      return fault({ code: 'crl-number', section: 'RFC 5280 5.2.3', message: 'has a critical cRLNumber' });
    if (crl.number.length > 40)
      return fault({
        code: 'crl-number',
        section: 'RFC 5280 5.2.3',
        message: 'has a cRLNumber of more than 20 octets',
      });
    if (crl.authorityKeyId === undefined)
      return fault({ code: 'crl-aki', section: 'RFC 5280 5.2.1', message: 'has no authorityKeyIdentifier' });
    if (crl.extension(OID.authorityKeyIdentifier)!.critical)
      return fault({ code: 'crl-aki', section: 'RFC 5280 5.2.1', message: 'has a critical authorityKeyIdentifier' });
    if (crl.nextUpdate === undefined)
      return fault({
        code: 'crl-next-update',
        section: 'RFC 5280 5.1.2.5',
        message: 'does not say when the next one comes',
      });
  }
  const now = Math.floor(time.getTime() / 1000) * 1000;
  if (crl.thisUpdate.getTime() > now)
    return fault({
      code: 'crl-not-yet-valid',
      section: 'RFC 5280 5.1.2.4',
      message: `is of ${crl.thisUpdate.toISOString()}, later than now`,
      fix: FETCH,
    });
  if (crl.nextUpdate !== undefined && crl.nextUpdate.getTime() < now) {
    return fault({
      code: 'crl-expired',
      section: 'RFC 5280 5.1.2.5',
      message: `was to be replaced by ${crl.nextUpdate.toISOString()}`,
      fix: FETCH,
    });
  }
  return undefined;
}
