import { ExportRecord, RecordKind, RecordReader } from './record';

/** Where a fact of an export comes from. */
export interface Origin {
  /** File and object path. */
  readonly at: string;
  readonly file: string;
  /** Name of the server that the object is about, short, upper case. Left out: the export does not say. */
  readonly server?: string;
  /** Name of the directory forest, lower case; an empty text where the export does not say. */
  readonly organization: string;
}

/** What an object says of where it comes from. */
export interface Traces {
  readonly server?: string;
  /** Directory domains that it names, lower case. */
  readonly domains: readonly string[];
  /** Name of the Exchange organization. */
  readonly organizationName?: string;
}

/** Kinds of which PSComputerName is the server that they describe: they are read on the server itself. */
const LOCAL = new Set([
  RecordKind.IIS_BINDING,
  RecordKind.IIS_SITE,
  RecordKind.TLS_SETTINGS,
  RecordKind.BUILD,
  RecordKind.SSL_BINDING,
  RecordKind.STORED_CERTIFICATE,
  RecordKind.SCHANNEL,
  RecordKind.IIS_SETTINGS,
  RecordKind.OPERATING_SYSTEM,
  RecordKind.WINDOWS_SERVICE,
]);
/** Kinds that are of the organization, not of a server. */
const GLOBAL = new Set([
  RecordKind.ACCEPTED_DOMAIN,
  RecordKind.AUTH_CONFIG,
  RecordKind.FEDERATION_TRUST,
  RecordKind.EDGE_SUBSCRIPTION,
  RecordKind.HYBRID,
  RecordKind.ORGANIZATION,
  RecordKind.OUTLOOK_PROVIDER,
  RecordKind.SEND_CONNECTOR,
  RecordKind.CLIENT_ACCESS_ARRAY,
]);

/** Short name of a server, upper case. Undefined: it is none (an address, a placeholder). */
export function shortName(name: string | undefined): string | undefined {
  if (name === undefined || /^\d+(\.\d+){3}$/.test(name) || /[<>*\s]/.test(name)) return undefined;
  const short = name.split('.')[0]!.toUpperCase();
  return /^[A-Z0-9_-]{1,63}$/.test(short) && short !== 'LOCALHOST' ? short : undefined;
}

function domainOf(host: string | undefined | null): string | undefined {
  const match = /^[\w-]+\.((?:[\w-]+\.)+[\w-]+)$/.exec(host ?? '');
  return match?.[1]?.toLowerCase();
}

/** What an object says of its server and organization. */
export function tracesOf(record: ExportRecord, identity?: string): Traces {
  const reader = new RecordReader(record);
  const text = (...names: string[]): string | undefined => reader.text(...names)?.value ?? undefined;
  const name = text('DistinguishedName') ?? '';
  const directory = /(?:DC=[^,]+)(?:,DC=[^,]+)*$/i.exec(name)?.[0];
  const domains = [
    directory?.replace(/DC=/gi, '').replace(/,/g, '.'),
    domainOf(identity?.split('\\')[0]),
    domainOf(text('PSComputerName')),
    domainOf(text('OriginatingServer')),
    domainOf(/^IIS:\/\/([^/]+)\//i.exec(text('MetabasePath') ?? '')?.[1]),
    /^([\w.-]+\.[\w-]+)\/Configuration\/Schema/i.exec(text('ObjectCategory') ?? '')?.[1],
    ...(record.kind === RecordKind.SERVER ? [domainOf(text('Fqdn')), text('Domain')] : []),
  ].filter((domain) => domain !== undefined && domain.includes('.'));
  const organizationName = /CN=([^,]+),CN=Microsoft Exchange,CN=Services,CN=Configuration/i.exec(name)?.[1];
  const server = serverOf(record, reader, identity);
  return {
    domains: [...new Set(domains.map((domain) => domain!.toLowerCase()))],
    ...(server === undefined ? {} : { server }),
    ...(organizationName === undefined ? {} : { organizationName }),
  };
}

function serverOf(record: ExportRecord, reader: RecordReader, identity: string | undefined): string | undefined {
  if (GLOBAL.has(record.kind)) return undefined;
  const text = (...names: string[]): string | undefined => reader.text(...names)?.value ?? undefined;
  if (
    record.kind === RecordKind.SERVER ||
    record.kind === RecordKind.CLIENT_ACCESS ||
    record.kind === RecordKind.TRANSPORT_SERVICE
  )
    return shortName(text('Name', 'Identity', 'Fqdn', 'Server')) ?? record.server?.toUpperCase();
  const named = /^([^\\]+)\\/.exec(text('Identity') ?? '')?.[1];
  const path = /^IIS:\/\/([^/]+)\//i.exec(text('MetabasePath') ?? '')?.[1];
  const inName = /CN=Protocols,CN=([^,]+),CN=Servers/i.exec(text('DistinguishedName') ?? '')?.[1];
  const local = LOCAL.has(record.kind) || record.kind === RecordKind.CERTIFICATE ? text('PSComputerName') : undefined;
  return [
    identity?.split('\\')[0],
    text('Server', 'ServerName', 'MachineName'),
    named,
    path,
    inName,
    record.server,
    local,
  ]
    .map(shortName)
    .find((one) => one !== undefined);
}

/** Directory domains that belong together, each group under one name: those that one object names, and domains below one another. */
export class Organizations {
  private readonly parents = new Map<string, string>();
  private readonly names = new Map<string, string>();

  public add({ domains, organizationName }: Traces): void {
    for (const domain of domains) if (!this.parents.has(domain)) this.parents.set(domain, domain);
    for (const domain of domains.slice(1)) this.join(domains[0]!, domain);
    if (organizationName !== undefined && domains[0] !== undefined) this.names.set(domains[0], organizationName);
  }

  /** Joins the domains that are below one another; call it once all are added. */
  public settle(): void {
    const all = [...this.parents.keys()];
    for (const one of all) for (const other of all) if (one.endsWith(`.${other}`)) this.join(other, one);
  }

  /** The name of the group of a domain. */
  public of(domain: string): string {
    let at = domain;
    while (this.parents.get(at) !== undefined && this.parents.get(at) !== at) at = this.parents.get(at)!;
    return at;
  }

  /** Every group, in the order of first mention. */
  public get all(): string[] {
    return [...new Set([...this.parents.keys()].map((domain) => this.of(domain)))];
  }

  /** Name of the Exchange organization of a group. */
  public nameOf(group: string): string | undefined {
    return [...this.names].find(([domain]) => this.of(domain) === group)?.[1];
  }

  private join(one: string, other: string): void {
    const [a, b] = [this.of(one), this.of(other)];
    // The shorter name is the forest's.
    if (a !== b) this.parents.set(a.length <= b.length ? b : a, a.length <= b.length ? a : b);
  }
}
