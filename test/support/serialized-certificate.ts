import { createHash } from 'node:crypto';

const SERVICE_BITS: Readonly<Record<string, number>> = { IMAP: 1, POP: 2, UM: 4, IIS: 8, SMTP: 16, Federation: 32 };

/** What Exchange serializes beside a certificate. */
export interface SerializedShape {
  readonly der: Buffer;
  readonly host: string;
  readonly services?: readonly string[];
  /** Numbers of the web sites: 1 is the front end, 2 the back end. */
  readonly sites?: readonly number[];
  readonly friendlyName?: string;
  /** Name and type of the provider of the key. */
  readonly provider?: { readonly name: string; readonly type: number };
  readonly exportable?: boolean;
  readonly selfSigned?: boolean;
  /** Put the header and a signature around it, as from January 2023 on. */
  readonly signed?: boolean;
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** A text with its length in groups of seven bits (MS-NRBF 2.1.1.6). */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const length: number[] = [];
  let left = bytes.length;
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from(length), bytes]);
}

function wide(value: string): Buffer {
  return Buffer.from(`${value}\0`, 'utf16le');
}

function property(id: number, value: Buffer): Buffer {
  return Buffer.concat([int(id), int(1), int(value.length), value]);
}

/** A serialized store element: friendly name, provider of the key, thumbprint, certificate. */
export function storeElement({ der, friendlyName, provider }: SerializedShape): Buffer {
  const container = wide('le-1234');
  const head = 28;
  const providerName = provider && wide(provider.name);
  return Buffer.concat([
    ...(friendlyName === undefined ? [] : [property(11, wide(friendlyName))]),
    ...(provider === undefined || providerName === undefined
      ? []
      : [
          property(
            2,
            Buffer.concat([
              int(head),
              int(head + container.length),
              int(provider.type),
              int(0),
              int(0),
              int(0),
              int(provider.type === 0 ? 0 : 1),
              container,
              providerName,
            ]),
          ),
        ]),
    property(3, createHash('sha1').update(der).digest()),
    property(32, der),
  ]);
}

/** SerializationData of an ExchangeCertificate, as the .NET binary format (MS-NRBF) has it. */
export function serializedCertificate(shape: SerializedShape): Buffer {
  const root = 'Microsoft.Exchange.Management.SystemConfigurationTasks';
  const library = 'Microsoft.Exchange.Management, Version=15.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35';
  const members = [
    'CertData',
    'SelfSigned',
    'Status',
    'RootCAType',
    'Services',
    'IISServices',
    'PrivateKeyExportable',
    'Identity',
  ];
  const store = storeElement(shape);
  const thumbprint = createHash('sha1').update(shape.der).digest('hex').toUpperCase();
  const services = (shape.services ?? []).reduce((sum, name) => sum + SERVICE_BITS[name]!, 0);
  const enumeration = (id: number, name: string, value: number): Buffer =>
    Buffer.concat([
      Buffer.from([5]),
      int(id),
      text(`${root}.${name}`),
      int(1),
      text('value__'),
      Buffer.from([0, 8]),
      int(2),
      int(value),
    ]);
  const sites = (shape.sites ?? []).map((site) => `IIS://${shape.host.split('.')[0]}/W3SVC/${site}`);
  // A list of objects, each with one text.
  const items = sites.flatMap((site, index) => [
    ...(index === 0
      ? [Buffer.from([5]), int(30), text(`${root}.IisService`), int(1), text('adsi'), Buffer.from([1]), int(2)]
      : [Buffer.from([1]), int(30 + index), int(30)]),
    Buffer.from([6]),
    int(50 + index),
    text(site),
  ]);
  const payload = Buffer.concat([
    Buffer.from([0]),
    int(1),
    int(-1),
    int(1),
    int(0),
    Buffer.from([12]),
    int(2),
    text(library),
    Buffer.from([5]),
    int(1),
    text(`${root}.ExchangeCertificate`),
    int(members.length),
    ...members.map(text),
    Buffer.from([7, 0, 4, 4, 4, 3, 0, 1]),
    Buffer.from([2]),
    Buffer.from([1]),
    ...['CertificateStatus', 'CertificateAuthorityType', 'AllowedServices'].flatMap((name) => [
      text(`${root}.${name}`),
      int(2),
    ]),
    text('System.Collections.Generic.List`1[[IisService]]'),
    Buffer.from([1]),
    int(2),
    Buffer.from([9]),
    int(10),
    Buffer.from([shape.selfSigned === false ? 0 : 1]),
    enumeration(11, 'CertificateStatus', 1),
    enumeration(12, 'CertificateAuthorityType', shape.selfSigned === false ? 1 : 0),
    enumeration(13, 'AllowedServices', services),
    Buffer.from([9]),
    int(14),
    Buffer.from([shape.exportable ? 1 : 0]),
    Buffer.from([6]),
    int(15),
    text(`${shape.host}\\${thumbprint}`),
    Buffer.from([15]),
    int(10),
    int(store.length),
    Buffer.from([2]),
    store,
    Buffer.from([4]),
    int(14),
    text('System.Collections.Generic.List`1[[IisService]]'),
    int(3),
    text('_items'),
    text('_size'),
    text('_version'),
    Buffer.from([5, 0, 0, 8, 8]),
    Buffer.from([9]),
    int(16),
    int(sites.length),
    int(sites.length),
    Buffer.from([16]),
    int(16),
    int(sites.length),
    ...items,
    Buffer.from([11]),
  ]);
  if (!shape.signed) return payload;
  return Buffer.concat([Buffer.from('#sig#'), int(payload.length), payload, Buffer.alloc(32, 7)]);
}
