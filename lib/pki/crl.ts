import type { KeyObject } from 'node:crypto';
import { breach, type Breaches, contextTag, Der, Tag } from './der-reader';
import { DistinguishedName } from './distinguished-name';
import { PkiError, withLabel } from './error';
import {
  distributionPointUrls,
  type Extension,
  readAuthorityKeyIdentifier,
  readExtensions,
  readGeneralNames,
} from './extension';
import { isDer } from './file-item';
import { OID } from './oid';
import { bareBase64, readPem, readText, writePem } from './pem';
import { serialOctets, serialText } from './serial-number';
import { readSignatureAlgorithm, type SignatureFacts, signerFor } from './signature';
import type { Certificate509 } from './certificate';
import * as der from './der-writer';
import { keyMatches } from './private-key';

/** Why a certificate was revoked, RFC 5280 5.3.1; index is the code. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

export type RevocationReason = Exclude<(typeof revocationReasons)[number], undefined>;

export interface RevokedCertificate {
  /** Upper-case hexadecimal, without a leading zero octet. */
  readonly serial: string;
  readonly date: Date;
  readonly reason?: RevocationReason;
}

/** What an issuingDistributionPoint limits a CRL to: RFC 5280 5.2.5. */
export interface CrlScope {
  readonly urls: readonly string[];
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlySomeReasons: boolean;
  readonly indirect: boolean;
  readonly onlyAttributeCertificates: boolean;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** One certificate revocation list: RFC 5280 section 5. */
export class RevocationList {
  public readonly issuerName: DistinguishedName;
  public readonly thisUpdate: Date;
  public readonly nextUpdate?: Date;
  public readonly signature: SignatureFacts;
  public readonly signatureValue: Buffer;
  public readonly tbs: Buffer;
  public readonly extensions: readonly Extension[];
  public readonly revoked: ReadonlyMap<string, RevokedCertificate>;
  /** cRLNumber, upper-case hexadecimal. */
  public readonly number?: string;
  /** Number of the base list when this is a delta list. */
  public readonly baseNumber?: string;
  /** Upper-case hexadecimal. */
  public readonly authorityKeyId?: string;
  public readonly scope?: CrlScope;
  /** True when an entry has a critical extension that is not understood (indirect lists among them). */
  public readonly hasUnknownCriticalEntry: boolean;

  /** What is wrong with the encoding, in words; empty for a sound list. */
  public readonly encodingFaults: readonly string[];

  private constructor(
    public readonly der: Buffer,
    lenient?: Breaches,
  ) {
    const outer = Der.whole(der, undefined, lenient).open();
    const tbs = outer.next(Tag.SEQUENCE);
    const outerAlgorithm = outer.next(Tag.SEQUENCE);
    this.signatureValue = outer.next().wholeBits();
    outer.finish();
    this.tbs = tbs.bytes;
    const body = tbs.open();
    const version = body.optional(Tag.INTEGER);
    if (version !== undefined && version.smallInteger() !== 1) breach(lenient, 'the list has an unknown version');
    const innerAlgorithm = body.next(Tag.SEQUENCE);
    if (!innerAlgorithm.bytes.equals(outerAlgorithm.bytes)) {
      breach(lenient, 'the signature algorithms inside and outside the signed part differ: RFC 5280 5.1.1.2');
    }
    this.signature = readSignatureAlgorithm(innerAlgorithm);
    this.issuerName = new DistinguishedName(body.next(Tag.SEQUENCE).bytes, lenient);
    this.thisUpdate = body.next().time();
    if (body.tag === Tag.UTC_TIME || body.tag === Tag.GENERALIZED_TIME) this.nextUpdate = body.next().time();
    const entries = body.optional(Tag.SEQUENCE);
    const list = body.optional(contextTag(0));
    body.finish();
    if (list !== undefined && version === undefined) breach(lenient, 'a version 1 list can not have extensions');
    this.extensions = list === undefined ? [] : readExtensions(list.inner());

    let unknownCritical = false;
    const revoked = new Map<string, RevokedCertificate>();
    if (entries !== undefined) {
      const cursor = entries.open();
      while (!cursor.done) {
        const entry = cursor.next().open();
        const serial = serialText(entry.next().integer());
        const date = entry.next().time();
        let reason: RevocationReason | undefined;
        const entryExtensions = entry.optional(Tag.SEQUENCE);
        entry.finish();
        if (entryExtensions !== undefined) {
          for (const extension of readExtensions(entryExtensions)) {
            if (extension.oid === OID.reasonCode) reason = readReason(extension.value, lenient);
            else if (extension.critical && extension.oid !== OID.invalidityDate) unknownCritical = true;
          }
        }
        revoked.set(serial, { serial, date, reason });
      }
    }
    this.revoked = revoked;
    this.hasUnknownCriticalEntry = unknownCritical;
    const numberOf = (oid: string): string | undefined => {
      const extension = this.extension(oid);
      return extension === undefined ? undefined : serialText(Der.whole(extension.value, undefined, lenient).integer());
    };
    this.number = numberOf(OID.crlNumber);
    this.baseNumber = numberOf(OID.deltaCrlIndicator);
    const authority = this.extension(OID.authorityKeyIdentifier);
    this.authorityKeyId =
      authority && readAuthorityKeyIdentifier(authority.value, lenient).keyId?.toString('hex').toUpperCase();
    const scope = this.extension(OID.issuingDistributionPoint);
    this.scope = scope && readScope(scope.value, lenient);
    this.encodingFaults = lenient ?? [];
  }

  /**
   * Reads one list, PEM or DER: the first, where a file has several. Breaches of the encoding that leave it readable are in
   * `encodingFaults`.
   * @throws PkiError `malformed-crl`
   */
  public static read(input: Buffer | string, label: string): RevocationList {
    const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
    if (bytes.length > MAX_BYTES)
      throw new PkiError('too-large', `${bytes.length} bytes; a revocation list has at most ${MAX_BYTES}`, label);
    return withLabel(
      label,
      'malformed-crl',
      'the revocation list',
      'Fetch it again from the CA, as DER or PEM (X509 CRL)',
      () => {
        const der = derOf(bytes);
        try {
          return new RevocationList(der);
        } catch (error) {
          try {
            return new RevocationList(der, []);
          } catch {
            throw error;
          }
        }
      },
    );
  }

  public extension(oid: string): Extension | undefined {
    return this.extensions.find((e) => e.oid === oid);
  }

  public get issuer(): string {
    return this.issuerName.toString();
  }

  public get pem(): string {
    return writePem('X509 CRL', this.der);
  }
}

function derOf(bytes: Buffer): Buffer {
  if (isDer(bytes)) return bytes;
  const { text } = readText(bytes);
  const block = readPem(text).blocks.find((b) => b.label === 'X509 CRL' || b.label === 'CRL');
  const der = block?.der ?? bareBase64(text);
  if (der !== undefined) return der;
  throw new PkiError('malformed-crl', "no block 'X509 CRL' found and no DER. Give the revocation list of the CA");
}

/** Reads one revocation list, PEM or DER. @throws PkiError `malformed-crl` */
export function readCrl(input: Buffer | string, label: string): RevocationList {
  return RevocationList.read(input, label);
}

function readReason(value: Buffer, lenient: Breaches | undefined): RevocationReason | undefined {
  const code = Der.whole(value, undefined, lenient).smallInteger(Tag.ENUMERATED);
  const reason = revocationReasons[code];
  if (reason === undefined) breach(lenient, `revocation reason ${code} does not exist`);
  return reason;
}

function readScope(value: Buffer, lenient: Breaches | undefined): CrlScope {
  const cursor = Der.whole(value, undefined, lenient).open();
  const name = cursor.optional(contextTag(0));
  const flag = (n: number): boolean => cursor.optional(contextTag(n, false))?.boolean(contextTag(n, false)) ?? false;
  const onlyUserCertificates = flag(1);
  const onlyCaCertificates = flag(2);
  const onlySomeReasons = cursor.optional(contextTag(3, false)) !== undefined;
  const indirect = flag(4);
  const onlyAttributeCertificates = flag(5);
  cursor.finish();
  if (name !== undefined && name.inner().tag === contextTag(0)) readGeneralNames(name.inner(), contextTag(0));
  return {
    urls: name === undefined ? [] : distributionPointUrls(name),
    onlyUserCertificates,
    onlyCaCertificates,
    onlySomeReasons,
    indirect,
    onlyAttributeCertificates,
  };
}

/** One entry of a new list. */
export interface RevokedEntry {
  /** Hexadecimal octets without a leading zero octet; a minus sign before a negative number. */
  readonly serial: string;
  readonly date: Date;
  readonly reason?: RevocationReason;
}

export interface CrlRequest {
  readonly issuer: Certificate509;
  readonly issuerKey: KeyObject;
  /** Higher than that of every list before. */
  readonly number: number | bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly RevokedEntry[];
  /** Default 'sha256'. */
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
}

/**
 * Makes a revocation list of RFC 5280 section 5: version 2, with authorityKeyIdentifier and cRLNumber.
 * @throws PkiError `bad-argument` when the key is not the issuer's, the issuer may not sign lists, or the dates are wrong
 */
export function makeCrl(request: CrlRequest): RevocationList {
  const { issuer, issuerKey, number, thisUpdate, nextUpdate, revoked } = request;
  const bad = (message: string): PkiError => new PkiError('bad-argument', message, 'revocation list');
  if (!keyMatches(issuer, issuerKey))
    throw bad(`the key does not belong to ${issuer.displayName}. Give the key of the CA`);
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.includes('cRLSign')) {
    throw bad(
      `${issuer.displayName} may not sign revocation lists (keyUsage lacks cRLSign). Issue the CA certificate with that usage`,
    );
  }
  if (!(nextUpdate > thisUpdate)) throw bad('nextUpdate must be later than thisUpdate');
  if (BigInt(number) < 0n || BigInt(number) >= 1n << 159n) throw bad('the number must be between 0 and 2^159');
  const signer = signerFor(issuerKey, request.hash ?? 'sha256');
  const entries = revoked.map((entry) => {
    if (!/^-?([0-9A-Fa-f]{2})+$/.test(entry.serial)) throw bad(`serial number '${entry.serial}' is not hexadecimal`);
    const code = entry.reason === undefined ? 0 : revocationReasons.indexOf(entry.reason);
    // Unspecified is said by leaving the reason out: RFC 5280 5.3.1.
    const extensions = code === 0 ? [] : [der.sequence(extension(OID.reasonCode, Buffer.from([0x0a, 1, code])))];
    return der.sequence(der.element(Tag.INTEGER, serialOctets(entry.serial)), der.time(entry.date), ...extensions);
  });
  const authority =
    issuer.subjectKeyId === undefined
      ? []
      : [
          extension(
            OID.authorityKeyIdentifier,
            der.sequence(der.context(0, false, Buffer.from(issuer.subjectKeyId, 'hex'))),
          ),
        ];
  const tbs = der.sequence(
    der.integer(1),
    signer.algorithm,
    issuer.subjectName.der,
    der.time(thisUpdate),
    der.time(nextUpdate),
    ...(entries.length === 0 ? [] : [der.element(Tag.SEQUENCE, Buffer.concat(entries))]),
    der.context(0, true, der.sequence(...authority, extension(OID.crlNumber, der.integer(BigInt(number))))),
  );
  const list = der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs)));
  return RevocationList.read(list, 'revocation list');
}

function extension(oid: string, value: Buffer): Buffer {
  return der.sequence(der.oid(oid), der.octetString(value));
}
