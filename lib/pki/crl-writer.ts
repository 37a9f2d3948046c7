import type { KeyObject } from 'node:crypto';
import type { Certificate509 } from './certificate';
import { RevocationList, revocationReasons, type RevocationReason } from './crl';
import * as der from './der-writer';
import { Tag } from './der-reader';
import { PkiError } from './error';
import { OID } from './oid';
import { keyMatches } from './private-key';
import { serialOctets } from './serial-number';
import { signerFor } from './signer';

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
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    der.context(0, true, der.sequence(...authority, extension(OID.crlNumber, der.integer(BigInt(number))))),
  );
  const list = der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs)));
  return RevocationList.read(list, 'revocation list');
}

function extension(oid: string, value: Buffer): Buffer {
  return der.sequence(der.oid(oid), der.octetString(value));
}
