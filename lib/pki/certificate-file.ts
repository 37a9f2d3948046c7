import { berToDer } from './der-writer';
import { carriedDer } from './carried-der';
import { Certificate509 } from './certificate';
import { contextTag, Der, Tag } from './der-reader';
import { PkiError, withLabel } from './error';
import { derItemKind, isDer } from './file-item';
import { bareBase64, readPem, readText } from './pem';
import { OID } from './oid';

/** What a certificate file held. */
export interface CertificateFile {
  /** In the file's order, duplicates left out. */
  readonly certificates: Certificate509[];
  /** What was beside the certificates or was left out, in words. */
  readonly notes: string[];
}

/** Files beyond this are no certificate files. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A file with more certificates is a root store dump or an attack, not a chain. */
const MAX_CERTIFICATES = 5000;

const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

const pkcs7Labels: ReadonlySet<string> = new Set(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);

/**
 * Reads certificates from PEM (any order, with comments and other blocks), DER, or PKCS #7 (PEM or DER).
 * @param input the file's bytes or text
 * @param label the file's name, for messages
 * @throws PkiError when there is no certificate in it, or one is damaged
 */
export function readCertificates(input: Buffer | string, label: string): CertificateFile {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  if (bytes.length === 0)
    throw new PkiError('empty', 'the file is empty. Put the certificate (PEM, DER or PKCS #7) in it', label);
  if (bytes.length > MAX_BYTES) {
    throw new PkiError(
      'too-large',
      `${bytes.length} bytes; a certificate file has at most ${MAX_BYTES}. Check that this is the right file`,
      label,
    );
  }
  const found = isDer(bytes) ? fromDer(bytes, label) : fromText(bytes, label);
  if (found.certificates.length === 0) {
    const seen = found.notes.length === 0 ? '' : ` (${found.notes.join('; ')})`;
    throw new PkiError(
      'not-a-certificate',
      `no certificate found${seen}. Allowed are PEM blocks 'CERTIFICATE' or 'PKCS7', or the DER of a certificate or PKCS #7 file`,
      label,
    );
  }
  const seen = new Set<string>();
  const certificates: Certificate509[] = [];
  for (const certificate of found.certificates) {
    if (seen.has(certificate.sha256)) {
      found.notes.push(`certificate ${certificate.displayName} stands in the file twice`);
      continue;
    }
    seen.add(certificate.sha256);
    certificates.push(certificate);
  }
  return { certificates, notes: found.notes };
}

function fromDer(given: Buffer, label: string): CertificateFile {
  // An indefinite length at the start is BER, which some programs write PKCS #7 in.
  const bytes =
    given[1] === 0x80
      ? withLabel(label, 'malformed-pkcs7', 'the file', 'Export it again as DER', () => berToDer(given))
      : given;
  if (isPkcs7(bytes)) return { certificates: fromPkcs7(bytes, label), notes: [] };
  const notes: string[] = [];
  const certificates: Certificate509[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset > 0 && /^[\s\0]*$/.test(bytes.toString('latin1', offset, offset + 64)) && bytes.length - offset <= 64) {
      notes.push('blanks follow the end of the certificate');
      break;
    }
    const item = withLabel(
      label,
      'malformed-certificate',
      `the certificate at byte ${offset}`,
      'Export it again from its source as DER or Base-64 X.509',
      () => Der.at(bytes, offset, bytes.length),
    );
    guardCount(certificates.length, label);
    certificates.push(Certificate509.fromDer(item.bytes, label));
    offset = item.end;
  }
  if (certificates.length > 1)
    notes.push(`${certificates.length} DER certificates stand one after the other; many tools read the first only`);
  return { certificates, notes };
}

function fromPkcs7(bytes: Buffer, label: string): Certificate509[] {
  const ders = withLabel(
    label,
    'malformed-pkcs7',
    'the PKCS #7 file',
    'Export it again, or convert it: openssl pkcs7 -print_certs',
    () => readPkcs7Certificates(bytes),
  );
  guardCount(ders.length - 1, label);
  return ders.map((der, i) => Certificate509.fromDer(der, `${label}, certificate ${i + 1}`));
}

function fromText(bytes: Buffer, label: string): CertificateFile {
  const { text, note } = readText(bytes);
  const notes = note === undefined ? [] : [note];
  const pem = readPem(text);
  if (pem.blocks.length === 0 && pem.notes.length === 0) {
    return fromBareBase64(text, label, notes) ?? fromCarried(text, label, notes);
  }
  notes.push(...pem.notes);
  const certificates: Certificate509[] = [];
  pem.blocks.forEach((block, i) => {
    const place = pem.blocks.length === 1 ? label : `${label}, block ${i + 1}`;
    if (certificateLabels.has(block.label)) {
      guardCount(certificates.length, label);
      // OpenSSL's trusted certificates carry its own trust settings after the certificate.
      const der =
        block.label === 'TRUSTED CERTIFICATE'
          ? withLabel(
              place,
              'malformed-certificate',
              'the block',
              'Write it again as CERTIFICATE',
              () => Der.at(block.der, 0, block.der.length).bytes,
            )
          : block.der;
      certificates.push(...(isPkcs7(der) ? fromPkcs7(der, place) : [Certificate509.fromDer(der, place)]));
    } else if (pkcs7Labels.has(block.label)) {
      certificates.push(...fromPkcs7(block.der, place));
    } else if (block.label.endsWith('PRIVATE KEY')) {
      notes.push(`block ${i + 1} is a private key: not read here; keep it out of files that are handed on`);
    } else {
      notes.push(`block ${i + 1} is '${block.label}', not a certificate: not read`);
    }
  });
  return { certificates, notes };
}

/** The base64 body alone, without the BEGIN and END lines, as some CA pages give it. */
function fromBareBase64(text: string, label: string, notes: string[]): CertificateFile | undefined {
  const bytes = bareBase64(text);
  if (bytes === undefined) return undefined;
  const inner = fromDer(bytes, label);
  return {
    certificates: inner.certificates,
    notes: [...notes, 'the file is base64 without BEGIN and END lines', ...inner.notes],
  };
}

/** Certificates and PKCS #7 structures that another text carries; what else it carries is not read. */
function fromCarried(text: string, label: string, notes: string[]): CertificateFile {
  const carried = carriedDer(text);
  if (carried === undefined) return { certificates: [], notes };
  const inner = carried.parts.flatMap((part): CertificateFile[] => {
    if (!isDer(part)) return [fromText(part, label)];
    return ['certificate', 'pkcs7'].includes(derItemKind(part)) ? [fromDer(part, label)] : [];
  });
  return {
    certificates: inner.flatMap(({ certificates }) => certificates),
    notes: [...notes, carried.note, ...inner.flatMap((one) => one.notes)],
  };
}

function guardCount(count: number, label: string): void {
  if (count >= MAX_CERTIFICATES) {
    throw new PkiError(
      'too-large',
      `more than ${MAX_CERTIFICATES} certificates in one file. Check that this is the right file`,
      label,
    );
  }
}

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
