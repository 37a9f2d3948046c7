import { DotNetObject, DotNetValue, readDotNet } from './dotnet-binary';
import { ExportError } from './export-error';
import { ExportLimits } from './limits';
import { readStoreElement, StoreElement } from './store-element';

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
