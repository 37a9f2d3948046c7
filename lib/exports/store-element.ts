import { ExportError } from './export-error';

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
