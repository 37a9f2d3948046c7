import { Der, Tag, contextTag } from './der-reader';
import { PkiError } from './error';
import { OID } from './oid';

/** What a SignedData without content carries, as DER. */
export interface Pkcs7Contents {
  readonly certificates: Buffer[];
  readonly revocationLists: Buffer[];
}

/**
 * The certificates and revocation lists of a PKCS #7 / CMS SignedData (a .p7b file): RFC 5652 section 5.1.
 * @throws PkiError `malformed-pkcs7`
 */
export function readPkcs7(der: Buffer): Pkcs7Contents {
  const content = Der.whole(der).open();
  const type = content.next().oid();
  if (type !== OID.pkcs7SignedData) {
    throw new PkiError(
      'malformed-pkcs7',
      `the PKCS #7 file holds content type ${type}, not signed data with certificates`,
    );
  }
  const signed = content.next(contextTag(0)).inner().open();
  content.finish();
  signed.next().smallInteger();
  signed.next(Tag.SET);
  signed.next(Tag.SEQUENCE);
  const part = (n: number): Buffer[] =>
    (signed.optional(contextTag(n))?.children(contextTag(n)) ?? [])
      .filter((item) => item.tag === Tag.SEQUENCE)
      .map((item) => item.bytes);
  return { certificates: part(0), revocationLists: part(1) };
}

/** DER of the certificates in a PKCS #7 file. @throws PkiError `malformed-pkcs7` where there is none */
export function readPkcs7Certificates(der: Buffer): Buffer[] {
  const { certificates } = readPkcs7(der);
  if (certificates.length === 0) throw new PkiError('malformed-pkcs7', 'the PKCS #7 file holds no certificates');
  return certificates;
}

/** True when a DER structure announces itself as PKCS #7. */
export function isPkcs7(der: Buffer): boolean {
  try {
    const cursor = Der.at(der, 0, der.length).open();
    return cursor.tag === Tag.OID && cursor.next().oid().startsWith('1.2.840.113549.1.7.');
  } catch {
    return false;
  }
}
