import { DistinguishedName } from './distinguished-name';
import { Der, Tag, breach, contextTag, type Breaches } from './der-reader';
import { PkiError, withLabel } from './error';
import {
  type Extension,
  type GeneralName,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
  readSubjectAltName,
} from './extension';
import { isDer } from './file-item';
import { OID } from './oid';
import { bareBase64, readPem, readText, writePem } from './pem';
import { PublicKeyInfo, type KeyFacts } from './public-key';
import { readSignatureAlgorithm, type SignatureFacts, verifyWithKey } from './signature';

/** What Exchange and certreq add to a request. */
export interface MicrosoftRequestFacts {
  /** 1.3.6.1.4.1.311.13.2.3: Windows version of the requester, for example '6.1.7601.2'. */
  readonly osVersion?: string;
  /** 1.3.6.1.4.1.311.21.20: machine, user and process that made the request. */
  readonly client?: { readonly machine: string; readonly user: string; readonly process: string };
  /** 1.3.6.1.4.1.311.13.2.2: provider that holds the key. */
  readonly provider?: string;
}

/** A certificate request, RFC 2986. */
export interface CertificateRequestFile {
  readonly der: Buffer;
  readonly pem: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly commonName?: string;
  readonly dnsNames: string[];
  readonly ipAddresses: string[];
  readonly subjectAltNames: readonly GeneralName[];
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly key: KeyFacts;
  readonly publicKeyInfo: PublicKeyInfo;
  readonly signature: SignatureFacts;
  /** True when the request is signed with its own key. */
  readonly signatureValid: boolean;
  /** Identifiers of all attributes. */
  readonly attributes: readonly string[];
  /** Extensions that are asked for. */
  readonly extensions: readonly Extension[];
  readonly microsoft: MicrosoftRequestFacts;
  readonly notes: string[];
}

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a certificate request: PEM (UTF-16 text too), bare base64 or DER.
 * @throws PkiError `malformed-csr`
 */
export function readCsr(input: Buffer | string, label: string): CertificateRequestFile {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  if (bytes.length > MAX_BYTES)
    throw new PkiError('too-large', `${bytes.length} bytes; a request has at most ${MAX_BYTES}`, label);
  return withLabel(
    label,
    'malformed-csr',
    'the certificate request',
    'Make the request again (New-ExchangeCertificate -GenerateRequest) and save all of its text',
    () => {
      const notes: string[] = [];
      const der = derOf(bytes, notes);
      try {
        return parse(der, notes);
      } catch (error) {
        const breaches: Breaches = [];
        try {
          return parse(der, notes, breaches);
        } catch {
          throw error;
        }
      }
    },
  );
}

function derOf(bytes: Buffer, notes: string[]): Buffer {
  if (isDer(bytes)) return bytes;
  const { text, note } = readText(bytes);
  if (note !== undefined) notes.push(note);
  const pem = readPem(text);
  const block = pem.blocks.find((b) => b.label === 'CERTIFICATE REQUEST' || b.label === 'NEW CERTIFICATE REQUEST');
  if (block !== undefined) return block.der;
  const bare = pem.blocks.length === 0 ? bareBase64(text) : undefined;
  if (bare !== undefined) {
    notes.push('the request is base64 without BEGIN and END lines');
    return bare;
  }
  const seen = pem.blocks.length === 0 ? '' : `; the file holds ${pem.blocks.map((b) => b.label).join(', ')}`;
  throw new PkiError(
    'malformed-csr',
    `no block 'NEW CERTIFICATE REQUEST' found${seen}. Give the text that the request command printed`,
  );
}

function parse(bytes: Buffer, notes: string[], lenient?: Breaches): CertificateRequestFile {
  const outer = Der.whole(bytes, undefined, lenient).open();
  const info = outer.next(Tag.SEQUENCE);
  const signature = readSignatureAlgorithm(outer.next(Tag.SEQUENCE));
  const signatureValue = outer.next().wholeBits();
  outer.finish();
  const body = info.open();
  const version = body.next().smallInteger();
  if (version !== 0) breach(lenient, `request version ${version + 1}; only 1 exists`);
  const name = new DistinguishedName(body.next(Tag.SEQUENCE).bytes, lenient);
  const publicKeyInfo = new PublicKeyInfo(body.next(Tag.SEQUENCE).bytes, lenient);
  // RFC 2986 demands the attributes; some programs leave an empty list out.
  const attributeList = body.optional(contextTag(0));
  body.finish();

  const attributes: string[] = [];
  let extensions: Extension[] = [];
  let microsoft: MicrosoftRequestFacts = {};
  for (const attribute of attributeList?.children(contextTag(0)) ?? []) {
    const cursor = attribute.open();
    const oid = cursor.next().oid();
    const values = cursor.next().children(Tag.SET);
    cursor.finish();
    attributes.push(oid);
    const [value] = values;
    if (value === undefined) continue;
    if (oid === OID.extensionRequest || oid === OID.microsoftExtensionRequest)
      extensions = [...extensions, ...readExtensions(value)];
    else if (oid === OID.microsoftOsVersion) microsoft = { ...microsoft, osVersion: value.text() };
    else if (oid === OID.microsoftClientInfo) microsoft = { ...microsoft, client: readClient(value) };
    else if (oid === OID.microsoftCsp) microsoft = { ...microsoft, provider: readProvider(value) };
  }
  const find = <T>(oid: string, read: (value: Buffer, lenient?: Breaches) => T): T | undefined => {
    const extension = extensions.find((e) => e.oid === oid);
    return extension && read(extension.value, lenient);
  };
  const names = find(OID.subjectAltName, readSubjectAltName) ?? [];
  notes.push(...(lenient ?? []).map((message) => `breach of the encoding: ${message}`));
  const signatureValid = verifyWithKey(info.bytes, signatureValue, signature, publicKeyInfo);
  if (!signatureValid)
    notes.push('the request is not signed with its own key: it was damaged or changed after it was made');
  return {
    der: bytes,
    pem: writePem('CERTIFICATE REQUEST', bytes),
    subject: name.toString(),
    commonName: name.values(OID.commonName).at(-1),
    dnsNames: names.filter((n) => n.kind === 'dns').map((n) => n.value),
    ipAddresses: names.filter((n) => n.kind === 'ip').map((n) => n.value),
    subjectAltNames: names,
    keyUsage: find(OID.keyUsage, readKeyUsage),
    extendedKeyUsage: find(OID.extendedKeyUsage, readExtendedKeyUsage),
    key: publicKeyInfo.facts,
    publicKeyInfo,
    signature,
    signatureValid,
    attributes,
    extensions,
    microsoft,
    notes,
  };
}

/** RequestClientInfo ::= SEQUENCE { clientId INTEGER, machine, user, process UTF8String }. */
function readClient(value: Der): MicrosoftRequestFacts['client'] {
  const cursor = value.open();
  cursor.next().integer();
  const client = { machine: cursor.next().text(), user: cursor.next().text(), process: cursor.next().text() };
  cursor.finish();
  return client;
}

/** CspProvider ::= SEQUENCE { keySpec INTEGER, cspName BMPString, signature BIT STRING }. */
function readProvider(value: Der): string {
  const cursor = value.open();
  cursor.next().integer();
  return cursor.next().text();
}
