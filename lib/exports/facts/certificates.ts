import { CertificateFacts } from '../../model';
import { Certificate509, certificateFacts, isBase64 } from '../../pki';
import { ExportLimits } from '../limits';
import { Origin, shortName } from '../origin';
import { KeyProvider, readSerializedCertificate, SerializedCertificate, servicesOf } from '../serialization-data';
import { RecordReader, Stated, StatedList } from '../record';
import { isCutText } from '../text-values';

/** A certificate of an export: in the list of a server, or by itself. */
export interface ExportedCertificate extends Origin {
  /** SHA-1 of the bytes, upper-case hex; where there are no bytes, what the export states, which may be masked. */
  readonly thumbprint?: Stated<string>;
  /** True where the stated thumbprint is no thumbprint, so that it matches none. */
  readonly masked: boolean;
  /** From the bytes, or where there are none what a text states of it. */
  readonly facts: CertificateFacts;
  readonly pem?: string;
  readonly certificate?: Certificate509;
  /** Services that Exchange lists it for: IMAP, POP, UM, IIS, SMTP, Federation, UMCallRouter. Empty: none. Left out: unknown. */
  readonly services?: StatedList;
  /** Addresses of the web sites that are bound to it, as IIS://SERVER/W3SVC/1. Left out: unknown. */
  readonly sites?: StatedList;
  readonly status?: Stated<string>;
  readonly rootCaType?: Stated<string>;
  readonly friendlyName?: Stated<string>;
  readonly keyProvider?: Stated<KeyProvider>;
  readonly keyExportable?: Stated<boolean>;
  readonly hasPrivateKey?: Stated<boolean>;
  /** True where the shell did not rebuild the object, so that only the bytes of the certificate are there. */
  readonly deserialized: boolean;
  /** True where the serialized part carries a signature of Exchange; it was not checked. */
  readonly signed: boolean;
  /** True for the certificate that its file names as the internal transport certificate of a server. */
  readonly internalTransport: boolean;
  /** True where the list of names was cut, so that a name that is not in it may still be there. */
  readonly namesCut: boolean;
  /** Names that the export shows, lower case; where `namesCut`, there may be more. */
  readonly namesShown: readonly string[];
  /** The last day as a text shows it, where it can't be read. */
  readonly notAfterUnread?: Stated<string>;
  /** Two readings of the last day, where the order of day and month is not clear. */
  readonly notAfterReadings: readonly string[];
  /** What the object says twice, and differently; in words. */
  readonly differences: readonly string[];
  /** What can't be read of it; in words. */
  readonly problems: readonly string[];
  readonly selfSigned?: Stated<boolean>;
}

const THUMBPRINT = /^[0-9A-F]{40}$/;

/** A thumbprint without blanks, upper case; undefined where it is none. */
export function thumbprintOf(text: string | null | undefined): string | undefined {
  const plain = (text ?? '').replace(/[\s:\u200e-]/g, '').toUpperCase();
  return THUMBPRINT.test(plain) ? plain : undefined;
}

/** What the serialized part of a certificate says, and what is wrong with it. */
export interface SerializedPart {
  readonly data?: SerializedCertificate;
  readonly at?: string;
  readonly problem?: string;
}

/** Reads SerializationData of a certificate; a fault of it is no fault of the rest. */
export function serializedPart(reader: RecordReader, limits: ExportLimits): SerializedPart {
  const bytes = reader.bytes('SerializationData');
  if (!bytes) return {};
  try {
    return { data: readSerializedCertificate(bytes.value, bytes.at, limits), at: bytes.at };
  } catch (error) {
    return { at: bytes.at, problem: `SerializationData can't be read: ${(error as Error).message}` };
  }
}

/** The facts of one certificate. Names, dates and key come from its bytes alone; everything else is compared with them. */
export function exportedCertificate(
  reader: RecordReader,
  { data, at: dataAt, problem }: SerializedPart,
  origin: Origin,
): ExportedCertificate {
  const { record } = reader;
  const raw = reader.bytes('RawData', 'RawCertData') ?? storedBytes(data, dataAt) ?? base64Bytes(reader);
  const problems = problem === undefined ? [] : [problem];
  const certificate = raw && parsed(raw, problems);
  const stated = reader.filled('Thumbprint', 'ThumbprintText');
  const ofBytes = certificate && { value: certificate.sha1, at: raw!.at };
  const statedThumbprint = thumbprintOf(stated?.value);
  const thumbprint = ofBytes ?? (stated && { value: statedThumbprint ?? stated.value, at: stated.at });
  const services = servicesStated(reader);
  const serialized = data?.services && dataAt ? { values: data.services, cut: false, at: dataAt } : undefined;
  const sites = reader.list('IisServicesText', 'IISServices', 'IisServices');
  const names = namesStated(reader);
  return {
    ...origin,
    masked: thumbprint !== undefined && ofBytes === undefined && statedThumbprint === undefined,
    facts: certificate ? certificateFacts(certificate) : statedFacts(reader, names),
    deserialized: record.object.types.some((type) => type.startsWith('Deserialized.')),
    signed: data?.signed ?? false,
    internalTransport: record.internalTransport ?? false,
    namesCut: certificate === undefined && (names === undefined || names.cut),
    namesShown: certificate
      ? certificate.dnsNames.map((name) => name.toLowerCase())
      : (names?.values ?? []).map((name) => name.toLowerCase()),
    notAfterReadings: certificate ? [certificate.notAfter.toISOString()] : (reader.moment('NotAfter')?.value ?? []),
    differences: differencesOf(certificate, data, stated, services, serialized),
    problems,
    ...(thumbprint ? { thumbprint } : {}),
    ...(certificate ? { pem: certificate.pem, certificate } : {}),
    ...defined({
      services: services ?? serialized,
      sites:
        sites && sites.values.every((site) => /^IIS:\/\//i.test(site))
          ? sites
          : data?.iisServices && dataAt
            ? { values: data.iisServices, cut: false, at: dataAt }
            : undefined,
      notAfterUnread: certificate || reader.moment('NotAfter') ? undefined : reader.filled('NotAfter'),
      status: reader.filled('Status') ?? at(data?.status, dataAt),
      rootCaType: reader.filled('RootCAType') ?? at(data?.rootCaType, dataAt),
      friendlyName: reader.filled('FriendlyName') ?? at(data?.store?.friendlyName, dataAt),
      keyProvider: at(data?.store?.keyProvider, dataAt) ?? statedProvider(reader),
      keyExportable: reader.flag('PrivateKeyExportable') ?? at(data?.keyExportable, dataAt),
      hasPrivateKey: reader.flag('HasPrivateKey'),
      selfSigned: reader.flag('IsSelfSigned') ?? at(data?.selfSigned, dataAt),
    }),
  };
}

function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

function at<T>(value: T | undefined, place: string | undefined): Stated<T> | undefined {
  return value === undefined || place === undefined ? undefined : { value, at: place };
}

function storedBytes(data: SerializedCertificate | undefined, place: string | undefined): Stated<Buffer> | undefined {
  return at(data?.store?.certificate, place);
}

/** Bytes that JSON or a collector wrote as Base64. */
function base64Bytes(reader: RecordReader): Stated<Buffer> | undefined {
  const text = reader.filled('RawData', 'RawDataBase64', 'RawCertData');
  const plain = text?.value.replace(/\s+/g, '') ?? '';
  return text && plain.length > 200 && isBase64(plain)
    ? { value: Buffer.from(plain, 'base64'), at: text.at }
    : undefined;
}

function parsed(raw: Stated<Buffer>, problems: string[]): Certificate509 | undefined {
  try {
    return Certificate509.fromDer(raw.value, raw.at);
  } catch (error) {
    problems.push(`the bytes of the certificate can't be read: ${(error as Error).message}`);
    return undefined;
  }
}

/** Names of the certificate. Where ConvertTo-Json reached its depth, a list is one text with blanks. */
function namesStated(reader: RecordReader): StatedList | undefined {
  const list = reader.list('CertificateDomains', 'DnsNameList');
  return list && { ...list, values: list.values.flatMap((value) => value.split(/\s+/)) };
}

/** Services as a text, a list or a number shows them. */
function servicesStated(reader: RecordReader): StatedList | undefined {
  const list = reader.list('ServicesText', 'Services', 'ServicesStringForm');
  if (!list) return undefined;
  const values = list.values.flatMap((value) =>
    /^\d+$/.test(value) ? servicesOf(Number(value)) : value.split(/,\s*/),
  );
  return { ...list, values: values.filter((value) => value !== 'None' && value !== '') };
}

function statedProvider(reader: RecordReader): Stated<KeyProvider> | undefined {
  const name = reader.filled('KeyProvider', 'KeyProviderName');
  return name && { value: { name: name.value, type: -1, keySpec: -1 }, at: name.at };
}

/** The common name of a shown subject; undefined where the console cut the text within it. */
function commonNameOf(subject: string): string | undefined {
  const match = /(?:^|, ?)CN=(?:"([^"]*)"|([^,]+))/.exec(subject);
  const isCut = isCutText(subject) && match !== null && match.index + match[0].length === subject.length;
  return match === null || isCut ? undefined : (match[1] ?? match[2]);
}

/** What a text states of a certificate whose bytes are not there. */
function statedFacts(reader: RecordReader, names: StatedList | undefined): CertificateFacts {
  const one = (...of: string[]): string | undefined => reader.filled(...of)?.value;
  const subject = one('Subject');
  const [notBefore, notAfter] = [reader.moment('NotBefore')?.value, reader.moment('NotAfter')?.value];
  const bits = Number(one('PublicKeySize') ?? NaN);
  const issuer = one('Issuer');
  const whole = (name: string | undefined): name is string => name !== undefined && !isCutText(name);
  // A certificate that names another issuer than itself is not self-signed; one that names itself need not be.
  const selfSigned =
    reader.flag('IsSelfSigned')?.value ?? (whole(subject) && whole(issuer) && subject !== issuer ? false : undefined);
  const sha1 = thumbprintOf(one('Thumbprint'));
  const commonName = subject === undefined ? undefined : commonNameOf(subject);
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(commonName === undefined ? {} : { commonName }),
    ...defined({
      issuer,
      serialNumber: one('SerialNumber')?.toLowerCase(),
      notBefore: notBefore?.length === 1 ? notBefore[0] : undefined,
      notAfter: notAfter?.length === 1 ? notAfter[0] : undefined,
      keyBits: Number.isInteger(bits) ? bits : undefined,
      selfSigned,
      sha1,
    }),
    ...(names && !names.cut ? { dnsNames: names.values.map((value) => ({ value: value.toLowerCase() })) } : {}),
  };
}

/** Where Identity, the stored bytes, stated properties and the bytes of the certificate do not agree. */
function differencesOf(
  certificate: Certificate509 | undefined,
  data: SerializedCertificate | undefined,
  stated: Stated<string> | undefined,
  services: StatedList | undefined,
  serialized: StatedList | undefined,
): string[] {
  const found: string[] = [];
  const compare = (what: string, thumbprint: string | undefined): void => {
    if (certificate && thumbprint !== undefined && thumbprint !== certificate.sha1)
      found.push(`${what} names the thumbprint ${thumbprint}, but the bytes are those of ${certificate.sha1}`);
  };
  compare('Identity', thumbprintOf(data?.identity?.split('\\').at(-1)));
  compare('the stored property', data?.store?.sha1);
  compare('Thumbprint', thumbprintOf(stated?.value));
  if (certificate && data?.store?.certificate && !data.store.certificate.equals(certificate.der))
    found.push('the certificate in SerializationData is another than the one in RawData');
  if (services && serialized && !services.cut) {
    const [one, other] = [[...services.values].sort().join(', '), [...serialized.values].sort().join(', ')];
    if (one !== other) found.push(`Services states "${one || 'none'}", SerializationData "${other || 'none'}"`);
  }
  return found;
}

/** What the web management service of IIS calls its certificate: `WMSvc-SHA2-EX01`, `WMSvc-EX01`. */
const MANAGEMENT = /^WMSvc-(?:SHA2-)?(.+)$/i;

/**
 * The server that a list of certificates is of, where nothing else names it: the certificates that Windows and Exchange's setup make for a
 * server carry its name. Undefined: none does, or they carry more than one.
 */
export function serverOfList(list: readonly ExportedCertificate[]): string | undefined {
  const names = new Set(list.flatMap((one) => hostOf(one) ?? []));
  return names.size === 1 ? [...names][0] : undefined;
}

/**
 * The server whose full name a list of certificates has, where nothing else names it: one of those of which the export has no list.
 * Undefined: none, or more than one.
 *
 * @param servers full names of servers, lower case, by short name
 */
export function serverByFullName(
  list: readonly ExportedCertificate[],
  servers: ReadonlyMap<string, string>,
): string | undefined {
  const names = new Set(list.flatMap(({ namesShown }) => namesShown));
  const found = [...servers].filter(([, fullName]) => names.has(fullName));
  return found.length === 1 ? found[0]![0] : undefined;
}

function hostOf({ facts, selfSigned, namesShown }: ExportedCertificate): string | undefined {
  const common = facts.commonName ?? '';
  const management = MANAGEMENT.exec(common)?.[1];
  if (management !== undefined) return shortName(management);
  const server = /^[A-Za-z0-9-]{1,15}$/.test(common) ? shortName(common) : undefined;
  if (server === undefined || (facts.selfSigned ?? selfSigned?.value) !== true) return undefined;
  // Setup gives the short name and the full one (TN:bb851554, CERT16): the certificate of a federation trust has neither host nor domain.
  return namesShown.some((name) => name.includes('.')) &&
    namesShown.every((name) => name.split('.')[0]!.toUpperCase() === server)
    ? server
    : undefined;
}
