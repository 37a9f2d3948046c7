import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type Certificate509, readCrl, type RevocationList } from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { encodeName } from '../../lib/pki/distinguished-name';
import { OID } from '../../lib/pki/oid';
import { signerFor } from '../../lib/pki/signature';
import { generalName, keyOf, type Issued, type KeyKind, type RawExtension } from './issue';

export interface CsrOptions {
  readonly subject?: readonly (readonly [string, string])[];
  readonly dnsNames?: readonly string[];
  readonly key?: KeyKind | KeyObject;
  /** Add the three attributes that Exchange and certreq write. */
  readonly microsoft?: boolean;
}

/** A certificate request, DER. */
export function makeCsr(options: CsrOptions): Buffer {
  const key = options.key === undefined || typeof options.key === 'string' ? keyOf(options.key ?? 'p256') : options.key;
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const attribute = (oid: string, value: Buffer): Buffer => der.sequence(der.oid(oid), der.setOf(value));
  const names = der.sequence(...(options.dnsNames ?? []).map(generalName.dns));
  const attributes = [
    attribute(OID.extensionRequest, der.sequence(der.sequence(der.oid(OID.subjectAltName), der.octetString(names)))),
  ];
  if (options.microsoft === true) {
    attributes.push(
      attribute(OID.microsoftOsVersion, der.ia5String('6.1.7601.2')),
      attribute(
        OID.microsoftClientInfo,
        der.sequence(
          der.integer(9),
          der.utf8String('CAS01.contoso.com'),
          der.utf8String('CONTOSO\\CAS01$'),
          der.utf8String('w3wp.exe'),
        ),
      ),
      attribute(
        OID.microsoftCsp,
        der.sequence(
          der.integer(1),
          der.bmpString('Microsoft RSA SChannel Cryptographic Provider'),
          der.bitString(Buffer.alloc(0)),
        ),
      ),
    );
  }
  const info = der.sequence(
    der.integer(0),
    encodeName(options.subject ?? [['CN', 'mail.contoso.com']]),
    spki,
    der.context(0, true, ...attributes),
  );
  const signer = signerFor(key);
  return der.sequence(info, signer.algorithm, der.bitString(signer.sign(info)));
}

export interface OcspOptions {
  readonly certificate: Certificate509;
  readonly issuer: Issued;
  /** Default: the issuer itself. */
  readonly responder?: Issued;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly nonce?: Buffer;
  /** Identify the responder by name instead of key. */
  readonly byName?: boolean;
}

/** An OCSP response, DER: RFC 6960 4.2. */
export function makeOcspResponse(options: OcspOptions): Buffer {
  const { certificate, issuer, thisUpdate, nextUpdate, status = 'good' } = options;
  const responder = options.responder ?? issuer;
  const sha1 = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest();
  const id = der.sequence(
    der.sequence(der.oid(OID.sha1), der.nullValue()),
    der.octetString(sha1(issuer.certificate.subjectName.der)),
    der.octetString(sha1(issuer.certificate.publicKeyInfo.keyBits)),
    der.integer(certificate.serialOctets),
  );
  const verdict = {
    good: der.context(0, false),
    revoked: der.context(1, true, der.generalizedTime(thisUpdate), der.context(0, true, Buffer.from([0x0a, 1, 1]))),
    unknown: der.context(2, false),
  }[status];
  const next = nextUpdate === undefined ? [] : [der.context(0, true, der.generalizedTime(nextUpdate))];
  const single = der.sequence(id, verdict, der.generalizedTime(thisUpdate), ...next);
  const responderId =
    options.byName === true
      ? der.context(1, true, responder.certificate.subjectName.der)
      : der.context(2, true, der.octetString(responder.certificate.publicKeyInfo.keyIdentifier));
  const nonce =
    options.nonce === undefined
      ? []
      : [
          der.context(
            1,
            true,
            der.sequence(der.sequence(der.oid(OID.ocspNonce), der.octetString(der.octetString(options.nonce)))),
          ),
        ];
  const data = der.sequence(responderId, der.generalizedTime(thisUpdate), der.sequence(single), ...nonce);
  const signer = signerFor(responder.key);
  const certificates = responder === issuer ? [] : [der.context(0, true, der.sequence(responder.certificate.der))];
  const basic = der.sequence(data, signer.algorithm, der.bitString(signer.sign(data)), ...certificates);
  return der.sequence(
    Buffer.from([0x0a, 1, 0]),
    der.context(0, true, der.sequence(der.oid(OID.ocspBasic), der.octetString(basic))),
  );
}

/** The extension cRLNumber, 1. */
export function crlNumber(): RawExtension {
  return { oid: OID.crlNumber, critical: false, value: der.integer(1) };
}

/** issuingDistributionPoint with one flag: 1 for end entities alone, 2 for CAs, 4 indirect, 5 attribute certificates. */
export function crlScope(flag: number): RawExtension {
  return {
    oid: OID.issuingDistributionPoint,
    critical: true,
    value: der.sequence(der.element(0x80 | flag, Buffer.from([0xff]))),
  };
}

/** An empty list of 2026-05-31 by this issuer with these extensions, however wrong. */
export function listWith(issuer: Issued, extensions: readonly RawExtension[] = [crlNumber()]): RevocationList {
  const signer = signerFor(issuer.key);
  const { subjectKeyId, subjectName } = issuer.certificate;
  const authority = der.sequence(der.context(0, false, Buffer.from(subjectKeyId ?? '', 'hex')));
  const encoded = [
    ...(subjectKeyId === undefined ? [] : [{ oid: OID.authorityKeyIdentifier, critical: false, value: authority }]),
    ...extensions,
  ].map((e) => der.sequence(der.oid(e.oid), ...(e.critical ? [der.boolean(true)] : []), der.octetString(e.value)));
  const tbs = der.sequence(
    der.integer(1),
    signer.algorithm,
    subjectName.der,
    der.time(new Date('2026-05-31T00:00:00Z')),
    der.time(new Date('2026-06-07T00:00:00Z')),
    der.context(0, true, der.sequence(...encoded)),
  );
  return readCrl(der.sequence(tbs, signer.algorithm, der.bitString(signer.sign(tbs))), 'made');
}
