import { ConfiguredSite } from '../iis-configuration';
import { Origin } from '../origin';
import { RecordKind, RecordReader, Stated } from '../record';
import { ExportObject, itemsOf, textOf } from '../value';
import { thumbprintOf } from './certificates';
import { present, SiteSide, sideOfNumber } from './virtual-directories';

/** A binding of a web site. */
export interface ExportedBinding extends Origin {
  readonly site?: string;
  readonly side?: SiteSide;
  readonly protocol: string;
  /** As IIS writes it: address, port, host header. */
  readonly information: string;
  readonly port?: number;
  /** Address that it listens on; an empty text is every address. */
  readonly address: string;
  /** Host header; an empty text is every name. */
  readonly host: string;
  /**
   * Thumbprint of the certificate, upper case. Null: the export says that there is none. Left out: the export does not say, as
   * applicationHost.config never does.
   */
  readonly hash?: Stated<string | null>;
  /** Bit 0: SNI, bit 1: central certificate store. */
  readonly sslFlags?: Stated<string>;
}

/** Address, port and host header of a binding: `:443:`, `*:443:`, `127.0.0.1:443:`, `[::]:443:mail.contoso.com`. */
export function parseInformation(text: string): { address: string; port?: number; host: string } {
  const match = /^(\[[^\]]*\]|[^:]*):(\d{1,5}):?(.*)$/.exec(text.trim());
  if (!match) return { address: text, host: '' };
  const address = match[1]!.replace(/^\[|\]$/g, '');
  const every = ['', '*', '0.0.0.0', '::'].includes(address);
  return { address: every ? '' : address, port: Number(match[2]), host: (match[3] ?? '').toLowerCase() };
}

/** True for a binding that no client on the network reaches. */
export function isLoopback({ address }: { readonly address: string }): boolean {
  return address === '::1' || /^127\./.test(address);
}

/** The binding that an object is. */
export function exportedBinding(reader: RecordReader, origin: Origin, site?: SiteName): ExportedBinding | undefined {
  const protocol = reader.filled('protocol')?.value;
  const information = reader.text('bindingInformation');
  if (protocol === undefined || information?.value === undefined || information.value === null) return undefined;
  const named =
    site ?? siteOfPath(reader.filled('ItemXPath')?.value) ?? siteNamed(reader.filled('site', 'siteName')?.value);
  const hash = hashOf(reader);
  return {
    ...origin,
    protocol: protocol.toLowerCase(),
    information: information.value,
    ...parseInformation(information.value),
    ...(named ? { site: named.name, side: named.side } : {}),
    ...present({ hash, sslFlags: reader.filled('sslFlags') }),
  };
}

interface SiteName {
  readonly name: string;
  readonly side: SiteSide;
}

function siteOfPath(path: string | undefined): SiteName | undefined {
  const match = /site\[@name='([^']*)' and @id='(\d+)'\]/.exec(path ?? '');
  return match ? { name: match[1]!, side: siteNamed(match[1])?.side ?? sideOfNumber(match[2]!) } : undefined;
}

/** The side of a site by the name that setup gives it. */
function siteNamed(name: string | undefined, number?: string): SiteName | undefined {
  if (name === undefined) return undefined;
  if (/^Exchange Back End$/i.test(name)) return { name, side: SiteSide.BACK_END };
  if (/^Default Web Site$/i.test(name)) return { name, side: SiteSide.FRONT_END };
  return { name, side: number === undefined ? SiteSide.OTHER : sideOfNumber(number) };
}

/** The certificate of a binding: a thumbprint, known to be none, or not said. What is masked is not said. */
function hashOf(reader: RecordReader): Stated<string | null> | undefined {
  const property = reader.property('certificateHash', 'CertificateHash');
  if (!property) return undefined;
  const bytes = Buffer.isBuffer(property.value) ? property.value.toString('hex') : textOf(property.value);
  const hash = thumbprintOf(bytes);
  if (hash) return { value: hash, at: property.at };
  return bytes === undefined || bytes.trim() === '' ? { value: null, at: property.at } : undefined;
}

/** The bindings of a site object, which holds them at any depth. */
export function bindingsOfSite(reader: RecordReader, origin: Origin): ExportedBinding[] {
  const name = siteNamed(reader.filled('name', 'Name')?.value, reader.filled('id')?.value);
  const found: ExportedBinding[] = [];
  const seen = new Set<ExportObject>();
  const visit = (object: ExportObject, depth: number): void => {
    if (seen.has(object) || depth > 8) return;
    seen.add(object);
    const inner = new RecordReader({ ...reader.record, object });
    const binding = exportedBinding(inner, { ...origin, at: object.at }, name);
    if (binding) {
      found.push(binding);
      return;
    }
    if (object.value instanceof ExportObject) visit(object.value, depth + 1);
    for (const item of object.value === undefined ? [] : itemsOf(object.value))
      if (item instanceof ExportObject) visit(item, depth + 1);
    for (const { value, name: property } of object.properties) {
      if (/^(schema|methods|childelements|attributes)$/i.test(property)) continue;
      for (const item of itemsOf(value)) if (item instanceof ExportObject) visit(item, depth + 1);
      // A short text form, as `https *:443: sslFlags=0`.
      if (/^bindings$/i.test(property))
        found.push(...shortBindings(value instanceof ExportObject ? value : undefined, origin, name));
    }
  };
  visit(reader.record.object, 0);
  return found;
}

/** Bindings that were cut to their text form. */
function shortBindings(
  object: ExportObject | undefined,
  origin: Origin,
  name: SiteName | undefined,
): ExportedBinding[] {
  const texts = object?.value === undefined ? [] : itemsOf(object.value).filter((item) => typeof item === 'string');
  return texts.flatMap((text) => {
    const match = /^(\S+)\s+(\S+)(?:\s+sslFlags=(\S+))?$/.exec(text as string);
    if (!match) return [];
    const at = object!.at;
    return [
      {
        ...origin,
        at,
        protocol: match[1]!.toLowerCase(),
        information: match[2]!,
        ...parseInformation(match[2]!),
        ...(name ? { site: name.name, side: name.side } : {}),
        ...(match[3] === undefined ? {} : { sslFlags: { value: match[3], at } }),
      },
    ];
  });
}

/** A binding of http.sys, as `netsh http show sslcert` and IIS:\SslBindings show it. */
export function sslBinding(reader: RecordReader, origin: Origin): ExportedBinding | undefined {
  const place =
    reader.filled('IP:port', 'Hostname:port', 'IPPort')?.value ??
    /\\Ssl(?:Sni)?BindingInfo\\(.+)$/i.exec(reader.filled('Key')?.value ?? '')?.[1];
  const hash = reader.property('Certificate Hash', 'Thumbprint', 'SslCertHash');
  const match = /^(.*):(\d+)$/.exec(place ?? '');
  if (!match || !hash) return undefined;
  const isHost =
    reader.property('Hostname:port') !== undefined || /\\SslSniBindingInfo\\/i.test(reader.filled('Key')?.value ?? '');
  const port = Number(match[2]);
  const { address } = parseInformation(`${isHost ? '' : match[1]!}:${port}:`);
  const thumbprint = thumbprintOf(Buffer.isBuffer(hash.value) ? hash.value.toString('hex') : textOf(hash.value));
  return {
    ...origin,
    protocol: 'https',
    information: place!,
    port,
    address,
    host: isHost ? match[1]!.toLowerCase() : '',
    // http.sys knows ports and no sites: 444 is where setup puts the back end.
    side: port === 444 ? SiteSide.BACK_END : port === 443 ? SiteSide.FRONT_END : SiteSide.OTHER,
    ...(thumbprint === undefined ? {} : { hash: { value: thumbprint, at: hash.at } }),
  };
}

/** The bindings of a site of applicationHost.config: without certificates. */
export function configuredBindings(site: ConfiguredSite, origin: Origin): ExportedBinding[] {
  const named = siteNamed(site.name, site.id);
  return site.bindings.map(({ protocol, information, sslFlags, at }) => ({
    ...origin,
    at,
    protocol: protocol.toLowerCase(),
    information,
    ...parseInformation(information),
    ...(named ? { site: named.name, side: named.side } : {}),
    ...(sslFlags === undefined ? {} : { sslFlags: { value: sslFlags, at } }),
  }));
}

/** Kinds that hold bindings. */
export const BINDING_KINDS: ReadonlySet<RecordKind> = new Set([
  RecordKind.IIS_BINDING,
  RecordKind.IIS_SITE,
  RecordKind.SSL_BINDING,
]);
