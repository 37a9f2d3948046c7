import { createHash } from 'node:crypto';
import { type PathFault, type PathReason, reason } from './path-reason';
import { Certificate509 } from './certificate';
import { type RevocationReason, revocationReasons } from './crl';
import { contextTag, Der, Tag } from './der-reader';
import * as der from './der-writer';
import { DistinguishedName } from './distinguished-name';
import { PkiError, withLabel } from './error';
import { type Extension, readExtensions } from './extension';
import { OID } from './oid';
import type { PathProfile } from './requirement';
import { serialText } from './serial-number';
import { readSignatureAlgorithm, type SignatureFacts, verifyWithKey } from './signature';

/** What revocation data says of one certificate. */
export type RevocationVerdict =
  | { readonly status: 'good' }
  | { readonly status: 'revoked' | 'refused'; readonly reason: PathReason }
  | { readonly status: 'unknown'; readonly reason: PathReason };

const statusNames = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  undefined,
  'sigRequired',
  'unauthorized',
] as const;

/** What an OCSP response says of one certificate. */
export interface OcspSingle {
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'unknown';
  readonly issuerNameHash: Buffer;
  readonly issuerKeyHash: Buffer;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt?: Date;
  readonly revocationReason?: RevocationReason;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

/** An OCSP response, RFC 6960 4.2: read, not yet believed. */
export interface OcspResponse {
  readonly status: string;
  readonly label: string;
  /** Absent unless the status is 'successful'. */
  readonly basic?: {
    readonly tbs: Buffer;
    readonly signature: SignatureFacts;
    readonly signatureValue: Buffer;
    readonly responderName?: DistinguishedName;
    readonly responderKeyHash?: Buffer;
    readonly producedAt: Date;
    readonly responses: readonly OcspSingle[];
    readonly extensions: readonly Extension[];
    readonly certificates: readonly Certificate509[];
    readonly nonce?: Buffer;
  };
}

/** An answer that does not say when the next one comes is believed for as long as any answer may be valid. */
const MAXIMUM_AGE_MS = 10 * 86_400_000;

const hashByOid: Readonly<Record<string, OcspSingle['hash']>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

/**
 * An OCSP request for one certificate, DER: RFC 6960 4.1, RFC 5019 (SHA-1 in the identifier, which every responder knows).
 * @param nonce 1 to 32 random octets; left out: no nonce, which lets responders answer from a cache
 */
export function makeOcspRequest(certificate: Certificate509, issuer: Certificate509, nonce?: Buffer): Buffer {
  const id = der.sequence(
    der.sequence(der.oid(OID.sha1), der.nullValue()),
    der.octetString(createHash('sha1').update(issuer.subjectName.der).digest()),
    der.octetString(createHash('sha1').update(issuer.publicKeyInfo.keyBits).digest()),
    der.integer(certificate.serialOctets),
  );
  const extensions =
    nonce === undefined
      ? []
      : [
          der.context(
            2,
            true,
            der.sequence(der.sequence(der.oid(OID.ocspNonce), der.octetString(der.octetString(nonce)))),
          ),
        ];
  return der.sequence(der.sequence(der.sequence(der.sequence(id)), ...extensions));
}

/** Reads an OCSP response, DER. @throws PkiError `malformed-ocsp` */
export function readOcspResponse(bytes: Buffer, label: string): OcspResponse {
  return withLabel(label, 'malformed-ocsp', 'the OCSP response', 'Fetch it again from the responder', () => {
    const outer = Der.whole(bytes).open();
    const code = outer.next().smallInteger(Tag.ENUMERATED);
    const status = statusNames[code];
    if (status === undefined) throw new PkiError('malformed-ocsp', `response status ${code} does not exist`);
    const body = outer.optional(contextTag(0));
    outer.finish();
    if (status !== 'successful') return { status, label };
    if (body === undefined) throw new PkiError('malformed-ocsp', 'a successful response has no content');
    const wrapped = body.inner().open();
    const type = wrapped.next().oid();
    if (type !== OID.ocspBasic) throw new PkiError('malformed-ocsp', `response type ${type} is not the basic one`);
    const basic = Der.whole(wrapped.next().octets()).open();
    wrapped.finish();
    return { status, label, basic: readBasic(basic, label) };
  });
}

function readBasic(basic: ReturnType<Der['open']>, label: string): OcspResponse['basic'] {
  const tbs = basic.next(Tag.SEQUENCE);
  const signature = readSignatureAlgorithm(basic.next(Tag.SEQUENCE));
  const signatureValue = basic.next().wholeBits();
  const certificateList = basic.optional(contextTag(0));
  basic.finish();
  const data = tbs.open();
  const version = data.optional(contextTag(0));
  if (version !== undefined && version.inner().smallInteger() !== 0)
    throw new PkiError('malformed-ocsp', 'unknown version');
  const responder = data.next();
  const byName = responder.tag === contextTag(1);
  if (!byName) responder.expect(contextTag(2));
  const producedAt = data.next(Tag.GENERALIZED_TIME).time();
  const responses = data.next().children().map(readSingle);
  const extensionList = data.optional(contextTag(1));
  data.finish();
  const extensions = extensionList === undefined ? [] : readExtensions(extensionList.inner());
  const nonce = extensions.find((e) => e.oid === OID.ocspNonce);
  return {
    tbs: tbs.bytes,
    signature,
    signatureValue,
    responderName: byName ? new DistinguishedName(responder.inner().bytes) : undefined,
    responderKeyHash: byName ? undefined : responder.inner().octets(),
    producedAt,
    responses,
    extensions,
    certificates:
      certificateList === undefined
        ? []
        : certificateList
            .inner()
            .children()
            .map((c) => Certificate509.fromDer(c.bytes, label)),
    nonce: nonce && Der.whole(nonce.value).octets(),
  };
}

function readSingle(element: Der): OcspSingle {
  const single = element.open();
  const id = single.next().open();
  const hashAlgorithm = id.next().open().next().oid();
  const issuerNameHash = id.next().octets();
  const issuerKeyHash = id.next().octets();
  const serial = serialText(id.next().integer());
  id.finish();
  const choice = single.next();
  let status: OcspSingle['status'] = 'unknown';
  let revokedAt: Date | undefined;
  let revocationReason: RevocationReason | undefined;
  if (choice.tag === contextTag(0, false)) status = 'good';
  else if (choice.tag === contextTag(1)) {
    status = 'revoked';
    const info = choice.open(contextTag(1));
    revokedAt = info.next(Tag.GENERALIZED_TIME).time();
    const code = info.optional(contextTag(0))?.inner().smallInteger(Tag.ENUMERATED);
    revocationReason = code === undefined ? undefined : revocationReasons[code];
  } else choice.expect(contextTag(2, false));
  const thisUpdate = single.next(Tag.GENERALIZED_TIME).time();
  const nextUpdate = single.optional(contextTag(0))?.inner().time();
  const extensions = single.optional(contextTag(1));
  single.finish();
  if (extensions !== undefined && readExtensions(extensions.inner()).some((e) => e.critical)) {
    throw new PkiError('malformed-ocsp', 'an answer has a critical extension that is not understood');
  }
  const hash = hashByOid[hashAlgorithm] ?? 'unknown';
  return { hash, issuerNameHash, issuerKeyHash, serial, status, revokedAt, revocationReason, thisUpdate, nextUpdate };
}

/**
 * What a response says of `certificate`; undefined when it speaks of other certificates.
 * The signer must be the issuer, or hold a certificate from the issuer for OCSPSigning: RFC 6960 4.2.2.2.
 */
export function judgeOcspResponse(
  response: OcspResponse,
  certificate: Certificate509,
  issuer: Certificate509,
  time: Date,
  profile: PathProfile,
): RevocationVerdict | undefined {
  const basic = response.basic;
  const fix = 'fetch the response again, or use the revocation list of the CA';
  if (basic === undefined) {
    const message = `the responder answered '${response.status}'`;
    return {
      status: 'unknown',
      reason: reason(certificate, { code: 'ocsp-status', section: 'RFC 6960 2.3', message, fix }),
    };
  }
  const single = basic.responses.find((r) => speaksOf(r, certificate, issuer));
  if (single === undefined) return undefined;
  const refuse = ({ message, ...what }: Omit<PathFault, 'fix'>): RevocationVerdict => ({
    status: 'refused',
    reason: reason(certificate, { ...what, message: `the OCSP response ${message}`, fix }),
  });
  const signer = ocspSigner(response, issuer, time, profile);
  if (signer === undefined)
    return refuse({
      code: 'ocsp-responder',
      section: 'RFC 6960 4.2.2.2',
      message: 'is not signed by the issuer or a responder that the issuer authorised',
    });
  if (basic.signature.hash !== undefined && !(profile.hashes as readonly string[]).includes(basic.signature.hash)) {
    return refuse({
      code: 'ocsp-signature-algorithm',
      section: 'CA/B BR 7.1.3.2',
      message: `is signed with ${basic.signature.hash}`,
    });
  }
  if (!verifyWithKey(basic.tbs, basic.signatureValue, basic.signature, signer.publicKeyInfo)) {
    return refuse({ code: 'ocsp-signature', section: 'RFC 6960 3.2', message: 'has a signature that does not verify' });
  }
  if (basic.extensions.some((e) => e.critical && e.oid !== OID.ocspNonce)) {
    return refuse({
      code: 'ocsp-extension',
      section: 'RFC 6960 4.4',
      message: 'has a critical extension that is not understood',
    });
  }
  const now = Math.floor(time.getTime() / 1000) * 1000;
  if (single.thisUpdate.getTime() > now)
    return refuse({
      code: 'ocsp-not-yet-valid',
      section: 'RFC 6960 4.2.2.1',
      message: `is of ${single.thisUpdate.toISOString()}, later than now`,
    });
  if (single.nextUpdate !== undefined && single.nextUpdate.getTime() < now) {
    return refuse({
      code: 'ocsp-expired',
      section: 'RFC 6960 4.2.2.1',
      message: `was to be replaced by ${single.nextUpdate.toISOString()}`,
    });
  }
  if (single.nextUpdate === undefined && now - single.thisUpdate.getTime() > MAXIMUM_AGE_MS) {
    return refuse({
      code: 'ocsp-expired',
      section: 'CA/B BR 4.9.10',
      message: `is of ${single.thisUpdate.toISOString()}, more than 10 days old`,
    });
  }
  if (single.status === 'good') return { status: 'good' };
  if (single.status === 'unknown') {
    return {
      status: 'unknown',
      reason: reason(certificate, {
        code: 'ocsp-unknown',
        section: 'RFC 6960 2.2',
        message: 'the responder does not know the certificate',
        fix,
      }),
    };
  }
  const why: PathReason = reason(certificate, {
    code: 'revoked',
    section: 'RFC 6960 2.2',
    message: `revoked on ${single.revokedAt?.toISOString().slice(0, 10)}${single.revocationReason === undefined ? '' : ` (${single.revocationReason})`}`,
    fix: 'replace the certificate; make a new key if the old one was stolen',
  });
  return { status: 'revoked', reason: why };
}

function speaksOf(single: OcspSingle, certificate: Certificate509, issuer: Certificate509): boolean {
  if (single.hash === 'unknown' || single.serial !== certificate.serial) return false;
  const digest = (bytes: Buffer): Buffer => createHash(single.hash).update(bytes).digest();
  return (
    digest(issuer.subjectName.der).equals(single.issuerNameHash) &&
    digest(issuer.publicKeyInfo.keyBits).equals(single.issuerKeyHash)
  );
}

/** The certificate whose key may have signed the response; its own validity and uses are checked, the response is not. */
function ocspSigner(
  response: OcspResponse,
  issuer: Certificate509,
  time: Date,
  profile: PathProfile,
): Certificate509 | undefined {
  const basic = response.basic!;
  const isResponder = (c: Certificate509): boolean =>
    basic.responderName !== undefined
      ? basic.responderName.comparisonKey === c.subjectName.comparisonKey
      : basic.responderKeyHash!.equals(c.publicKeyInfo.keyIdentifier);
  if (isResponder(issuer)) return issuer;
  return basic.certificates.find(
    (c) =>
      isResponder(c) &&
      c.extensionFaults.length === 0 &&
      c.unknownCriticalExtensions.length === 0 &&
      c.extendedKeyUsage?.includes('OCSPSigning') === true &&
      (c.keyUsage === undefined || c.keyUsage.includes('digitalSignature')) &&
      c.notBefore <= time &&
      c.notAfter >= time &&
      (c.signature.hash === undefined || profile.hashes.includes(c.signature.hash)) &&
      c.issuerName.comparisonKey === issuer.subjectName.comparisonKey &&
      verifyWithKey(c.tbs, c.signatureValue, c.signature, issuer.publicKeyInfo),
  );
}
