import { DotNetObject, DotNetValue, readDotNet } from './dotnet-binary';
import { ExportError, ExportLimits } from './limits';

/** First bytes where Exchange signed what it serialized (from January 2023 on). */
const SIGNATURE_HEADER = Buffer.from('#sig#', 'latin1');

const SIGNATURE_BYTES = 32;

/** Bits of `Services` (AllowedServices), in the order in which Exchange lists them. */
const SERVICES: readonly (readonly [number, string])[] = [
  [1, 'IMAP'],
  [2, 'POP'],
  [4, 'UM'],
  [8, 'IIS'],
  [16, 'SMTP'],
  [32, 'Federation'],
  [64, 'UMCallRouter'],
];

/** `Status` (CertificateStatus): what was observed. Other numbers are shown as numbers. */
const STATUSES: Readonly<Record<number, string>> = { 1: 'Valid' };

/** `RootCAType` (CertificateAuthorityType): what was observed. */
const ROOT_CA_TYPES: Readonly<Record<number, string>> = { 0: 'None', 3: 'Registry' };

/** What Exchange serialized of a certificate beside its bytes. */
export interface SerializedCertificate {
  readonly services?: readonly string[];
  /** Bits of `Services` that have no known name. */
  readonly otherServices?: number;
  /** Such as `IIS://host/W3SVC/1`. */
  readonly iisServices?: readonly string[];
  readonly status?: string;
  readonly rootCaType?: string;
  readonly selfSigned?: boolean;
  readonly keyExportable?: boolean;
  /** `server\thumbprint`. */
  readonly identity?: string;
  readonly store?: StoreElement;
  /** True where the bytes carry a signature; it was not checked. */
  readonly signed: boolean;
}

/** The payload without the header and the signature of Exchange, which is not checked. */
export function unsigned(bytes: Buffer, at: string): { readonly payload: Buffer; readonly signed: boolean } {
  if (!bytes.subarray(0, SIGNATURE_HEADER.length).equals(SIGNATURE_HEADER)) return { payload: bytes, signed: false };
  const from = SIGNATURE_HEADER.length + 4;
  const length = bytes.length >= from ? bytes.readInt32LE(SIGNATURE_HEADER.length) : -1;
  if (length < 0 || from + length + SIGNATURE_BYTES !== bytes.length)
    throw new ExportError(
      `the signed serialized object says ${length} bytes and has ${Math.max(0, bytes.length - from - SIGNATURE_BYTES)}`,
      at,
      'export it again',
    );
  return { payload: bytes.subarray(from, from + length), signed: true };
}

/**
 * Reads `SerializationData` of an ExchangeCertificate.
 * @throws ExportError where it is none
 */
export function readSerializedCertificate(bytes: Buffer, at: string, limits: ExportLimits): SerializedCertificate {
  const { payload, signed } = unsigned(bytes, at);
  const root = readDotNet(payload, at, limits);
  if (!isObject(root) || !root.className.endsWith('.ExchangeCertificate'))
    throw new ExportError(
      `the serialized object is ${isObject(root) ? `a ${root.className}` : 'no object'}, not an ExchangeCertificate`,
      at,
      'export Get-ExchangeCertificate again',
    );
  const { members } = root;
  const services = enumNumber(members.get('Services'));
  const status = enumNumber(members.get('Status'));
  const rootCaType = enumNumber(members.get('RootCAType'));
  const selfSigned = members.get('SelfSigned');
  const exportable = members.get('PrivateKeyExportable');
  const identity = members.get('Identity');
  const data = members.get('CertData');
  const known = SERVICES.reduce((all, [bit]) => all | bit, 0);
  return {
    signed,
    ...(services === undefined ? {} : { services: servicesOf(services) }),
    ...(services !== undefined && services & ~known ? { otherServices: services & ~known } : {}),
    ...(members.has('IISServices') ? { iisServices: iisServicesOf(members.get('IISServices')!) } : {}),
    ...(status === undefined ? {} : { status: STATUSES[status] ?? String(status) }),
    ...(rootCaType === undefined ? {} : { rootCaType: ROOT_CA_TYPES[rootCaType] ?? String(rootCaType) }),
    ...(typeof selfSigned === 'boolean' ? { selfSigned } : {}),
    ...(typeof exportable === 'boolean' ? { keyExportable: exportable } : {}),
    ...(typeof identity === 'string' ? { identity } : {}),
    ...(Buffer.isBuffer(data) ? { store: readStoreElement(data, at) } : {}),
  };
}

/** Names of the services that a number of flags stands for. */
export function servicesOf(flags: number): string[] {
  return SERVICES.filter(([bit]) => flags & bit).map(([, name]) => name);
}

function isObject(value: DotNetValue | undefined): value is DotNetObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

function enumNumber(value: DotNetValue | undefined): number | undefined {
  const number = isObject(value) ? value.members.get('value__') : value;
  return typeof number === 'number' ? number : undefined;
}

/** A List<IisService>: the addresses among the texts of its items. */
function iisServicesOf(value: DotNetValue): string[] {
  if (!isObject(value)) return [];
  const items = value.members.get('_items');
  const size = value.members.get('_size');
  const used = Array.isArray(items) ? items.slice(0, typeof size === 'number' ? size : undefined) : [];
  return used.flatMap((item) => {
    const texts = isObject(item) ? [...item.members.values()] : [item];
    return texts.filter((text): text is string => typeof text === 'string' && /^IIS:\/\//i.test(text));
  });
}

/** What Windows keeps beside a certificate in its store, as far as it says who holds the key. */
export interface StoreElement {
  /** DER of the certificate. */
  readonly certificate?: Buffer;
  /** SHA-1 as the store kept it, upper-case hex. */
  readonly sha1?: string;
  readonly friendlyName?: string;
  readonly keyProvider?: KeyProvider;
}

/** The Windows provider that holds a private key. The name of the key container is left out. */
export interface KeyProvider {
  /** Empty: the default provider of the type. */
  readonly name: string;
  /** 0: CNG; else a CAPI provider, 12 being SChannel. */
  readonly type: number;
  /** 0: CNG, 1: key exchange, 2: signature. */
  readonly keySpec: number;
}

/** Property identifiers of wincrypt.h. */
const Property = { KEY_PROVIDER: 2, SHA1: 3, FRIENDLY_NAME: 11, CERTIFICATE: 32 } as const;

/** Reads a serialized store element: records of property id, encoding, length and bytes. */
export function readStoreElement(bytes: Buffer, at: string): StoreElement {
  let offset = 0;
  let found: StoreElement = {};
  while (offset < bytes.length) {
    if (offset + 12 > bytes.length) throw fault(at, offset);
    const id = bytes.readUInt32LE(offset);
    const length = bytes.readUInt32LE(offset + 8);
    const from = offset + 12;
    if (length > bytes.length - from) throw fault(at, offset);
    const value = bytes.subarray(from, from + length);
    if (id === Property.CERTIFICATE) found = { ...found, certificate: Buffer.from(value) };
    else if (id === Property.SHA1) found = { ...found, sha1: value.toString('hex').toUpperCase() };
    else if (id === Property.FRIENDLY_NAME) found = { ...found, friendlyName: wideText(value, 0) };
    else if (id === Property.KEY_PROVIDER && length >= 28) found = { ...found, keyProvider: providerOf(value) };
    offset = from + length;
  }
  return found;
}

/** CRYPT_KEY_PROV_INFO as the store serializes it: offsets in place of pointers. */
function providerOf(value: Buffer): KeyProvider {
  const nameAt = value.readUInt32LE(4);
  return {
    name: nameAt > 0 && nameAt < value.length ? wideText(value, nameAt) : '',
    type: value.readUInt32LE(8),
    keySpec: value.readUInt32LE(24),
  };
}

/** UTF-16 up to its zero. */
function wideText(bytes: Buffer, from: number): string {
  const text = bytes.toString('utf16le', from);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function fault(at: string, offset: number): ExportError {
  return new ExportError(`the stored certificate is cut at byte ${offset}`, at, 'export it again');
}
