import { Certificate509 } from '../pki';
import { DEFAULT_LIMITS, ExportError, ExportLimits } from './limits';
import { ExportFile, openExport } from './export-files';
import {
  exportedBinding,
  bindingsOfSite,
  BINDING_KINDS,
  configuredBindings,
  ExportedBinding,
  sslBinding,
} from './facts/iis-bindings';
import {
  exportedCertificate,
  ExportedCertificate,
  serializedPart,
  SerializedPart,
  serverByFullName,
  serverOfList,
} from './facts/certificates';
import {
  exportedArray,
  ExportedArray,
  exportedConnectionPoint,
  ExportedConnectionPoint,
  exportedDomain,
  ExportedDomain,
  exportedMailSettings,
  ExportedMailSettings,
} from './facts/mail-access';
import {
  exportedServer,
  ExportedServer,
  ExportedService,
  exportedService,
  exportedTls,
  ExportedTls,
  setupBuild,
} from './facts/servers';
import * as transport from './facts/transport';
import {
  collectedLocation,
  CollectorRun,
  collectorRun,
  schannelSetting,
  StoredCertificate,
  storedCertificate,
  windowsRelease,
} from './facts/collected';
import { DIRECTORY_KINDS, exportedDirectory, ExportedDirectory } from './facts/virtual-directories';
import { ConfiguredLocation } from './iis-configuration';
import { Organizations, Origin, shortName, Traces, tracesOf } from './origin';
import { ReadFile, readFiles, ReadFiles } from './read-files';
import { ExportRecord, RecordKind, RecordReader } from './record';
import { Remark } from './text-objects';

/** IIS settings of one server by location, from applicationHost.config. */
export interface ExportedLocations extends Origin {
  readonly locations: readonly ConfiguredLocation[];
  readonly sites: readonly { readonly name: string; readonly applications: readonly string[] }[];
  /** False where the file broke off, so that what is not in it may still be there. */
  readonly whole: boolean;
}

/** What an export of Exchange says, as typed facts, each with file and object. Nothing in it is a conclusion. */
export interface ExchangeExport {
  /** Directory forests that the objects name, the one with the most objects first. */
  readonly organizations: readonly ExportedForest[];
  readonly servers: readonly ExportedServer[];
  readonly certificates: readonly ExportedCertificate[];
  readonly bindings: readonly ExportedBinding[];
  readonly locations: readonly ExportedLocations[];
  readonly directories: readonly ExportedDirectory[];
  readonly mailSettings: readonly ExportedMailSettings[];
  readonly services: readonly ExportedService[];
  readonly connectionPoints: readonly ExportedConnectionPoint[];
  readonly acceptedDomains: readonly ExportedDomain[];
  readonly connectors: readonly transport.ExportedConnector[];
  readonly authConfigs: readonly transport.ExportedAuthConfig[];
  readonly federations: readonly transport.ExportedFederation[];
  readonly edgeSubscriptions: readonly transport.ExportedEdgeSubscription[];
  readonly arrays: readonly ExportedArray[];
  readonly hybrids: readonly transport.ExportedHybrid[];
  readonly organizationConfigs: readonly transport.ExportedOrganization[];
  readonly providers: readonly transport.ExportedProvider[];
  readonly tls: readonly ExportedTls[];
  /** Certificates in the stores of the computers, CAs included. */
  readonly stored: readonly StoredCertificate[];
  /** What web sites of servers presented when they were asked under their own full names. Empty: nobody asked. */
  readonly answered: readonly AnsweredCertificate[];
  /** Runs of the collector: when the export was made. */
  readonly runs: readonly CollectorRun[];
  /** Servers that their own certificates name, and nothing else beside them. */
  readonly namedByCertificates: readonly NamedByCertificates[];
  readonly files: readonly ReadFile[];
  readonly problems: readonly ExportError[];
  /** Lines of texts that were not understood. */
  readonly remarks: readonly Remark[];
  /** Objects that were read and have no part in the answers. */
  readonly otherObjects: number;
  /** Secrets that were dropped while reading. */
  readonly secrets: number;
}

/** The certificate that the web site of a server presented when it was asked. */
export interface AnsweredCertificate extends Origin {
  readonly certificate: Certificate509;
}

/** A list of certificates of which nothing but its certificates names the server. */
export interface NamedByCertificates {
  readonly server: string;
  readonly file: string;
  /** Certificates that Windows and setup make for the server; else one that has its full name beside others. */
  readonly bySetup: boolean;
}

/** A directory forest, and how many objects are from it. */
export interface ExportedForest {
  /** DNS name of the forest, lower case; an empty text where the objects do not say. */
  readonly forest: string;
  /** Name of the Exchange organization. */
  readonly name?: string;
  readonly objects: number;
}

/**
 * Reads an export: a folder, a ZIP archive or a file.
 * @throws ExportError where there is nothing to read
 */
export async function readExport(path: string, limits: ExportLimits = DEFAULT_LIMITS): Promise<ExchangeExport> {
  const { files, problems } = await openExport(path, limits);
  return exchangeExport(readFiles(files, limits), problems, limits);
}

/** Reads files from memory. */
export function readExportFiles(files: readonly ExportFile[], limits: ExportLimits = DEFAULT_LIMITS): ExchangeExport {
  return exchangeExport(readFiles(files, limits), [], limits);
}

function exchangeExport(read: ReadFiles, problems: readonly ExportError[], limits: ExportLimits): ExchangeExport {
  return new ExportBuilder(read, limits).build(problems);
}

interface Placed {
  readonly record: ExportRecord;
  readonly reader: RecordReader;
  readonly serialized: SerializedPart;
  readonly traces: Traces;
}

class ExportBuilder {
  private readonly placed: Placed[];
  private readonly organizations = new Organizations();
  private readonly forestOfServer = new Map<string, string>();
  private readonly knownServers: readonly string[];
  private readonly namedByCertificates: NamedByCertificates[] = [];

  public constructor(
    private readonly read: ReadFiles,
    limits: ExportLimits,
  ) {
    const placed = read.records.map((record): Placed => {
      const reader = new RecordReader(record);
      const serialized = record.kind === RecordKind.CERTIFICATE ? serializedPart(reader, limits) : {};
      return { record, reader, serialized, traces: tracesOf(record, serialized.data?.identity) };
    });
    this.placed = this.withServers(placed);
    this.knownServers = [...new Set(this.placed.flatMap(({ traces }) => traces.server ?? []))];
    for (const { traces } of this.placed) this.organizations.add(traces);
    this.organizations.settle();
    for (const { traces } of this.placed) {
      const [domain] = traces.domains;
      if (traces.server !== undefined && domain !== undefined && !this.forestOfServer.has(traces.server))
        this.forestOfServer.set(traces.server, this.organizations.of(domain));
    }
  }

  /** Lists of certificates of which nothing names the server get the name that their own certificates carry. */
  private withServers(placed: readonly Placed[]): Placed[] {
    const unnamed = placed.filter(
      ({ record, traces }) =>
        record.kind === RecordKind.CERTIFICATE && traces.server === undefined && !record.internalTransport,
    );
    const byFile = new Map<string, Placed[]>();
    for (const one of unnamed) {
      const list = byFile.get(one.record.file);
      if (list) list.push(one);
      else byFile.set(one.record.file, [one]);
    }
    for (const [file, list] of byFile) {
      const certificates = list.map(({ record, reader, serialized }) =>
        exportedCertificate(reader, serialized, { at: record.object.at, file, organization: '' }),
      );
      const bySetup = serverOfList(certificates);
      const server = bySetup ?? serverByFullName(certificates, serversWithoutList(placed));
      if (server !== undefined) this.namedByCertificates.push({ server, file, bySetup: bySetup !== undefined });
    }
    const among = new Set(unnamed);
    return placed.map((one) => {
      const named = this.namedByCertificates.find(({ file }) => file === one.record.file);
      return named && among.has(one) ? { ...one, traces: { ...one.traces, server: named.server } } : one;
    });
  }

  public build(opened: readonly ExportError[]): ExchangeExport {
    const { read } = this;
    const certificates = this.of(RecordKind.CERTIFICATE, ({ reader, serialized, traces }, origin) => {
      const certificate = exportedCertificate(reader, serialized, origin);
      return traces.domains.length > 0 ? certificate : this.byItsNames(certificate);
    });
    const collected = this.byServer(RecordKind.IIS_SETTINGS, collectedLocation).map(([origin, found]) => ({
      ...origin,
      locations: found,
      sites: [],
      whole: false,
    }));
    const configured = read.configurations.map(({ file, configuration }) => ({
      ...this.fileOrigin(file),
      locations: configuration.locations,
      sites: configuration.sites,
      whole: configuration.error === undefined,
    }));
    const bindings = [
      ...this.placed
        .filter(({ record }) => BINDING_KINDS.has(record.kind))
        .flatMap((placed) => bindingsOf(placed, this.origin(placed))),
      ...read.configurations.flatMap(({ file, configuration }) =>
        configuration.sites.flatMap((site) => configuredBindings(site, this.fileOrigin(file))),
      ),
    ];
    const facts = {
      servers: this.servers(),
      certificates,
      bindings,
      locations: [...configured, ...collected],
      directories: this.placed
        .filter(({ record }) => DIRECTORY_KINDS.has(record.kind))
        .map((placed) => exportedDirectory(placed.reader, this.origin(placed))),
      mailSettings: [RecordKind.POP, RecordKind.IMAP].flatMap((kind) =>
        this.of(kind, ({ reader }, origin) => exportedMailSettings(reader, origin)),
      ),
      services: this.of(RecordKind.WINDOWS_SERVICE, ({ reader }, origin) => exportedService(reader, origin)),
      connectionPoints: this.of(RecordKind.CLIENT_ACCESS, ({ reader }, origin) =>
        exportedConnectionPoint(reader, origin),
      ),
      acceptedDomains: this.of(RecordKind.ACCEPTED_DOMAIN, ({ reader }, origin) => exportedDomain(reader, origin)),
      connectors: [RecordKind.SEND_CONNECTOR, RecordKind.RECEIVE_CONNECTOR].flatMap((kind) =>
        this.of(kind, ({ reader }, origin) => transport.exportedConnector(reader, origin)),
      ),
      authConfigs: this.of(RecordKind.AUTH_CONFIG, ({ reader }, origin) =>
        transport.exportedAuthConfig(reader, origin),
      ),
      federations: this.of(RecordKind.FEDERATION_TRUST, ({ reader }, origin) =>
        transport.exportedFederation(reader, origin),
      ),
      edgeSubscriptions: this.of(RecordKind.EDGE_SUBSCRIPTION, ({ reader }, origin) =>
        transport.exportedEdgeSubscription(reader, origin),
      ),
      arrays: this.of(RecordKind.CLIENT_ACCESS_ARRAY, ({ reader }, origin) => exportedArray(reader, origin)),
      hybrids: this.of(RecordKind.HYBRID, ({ reader }, origin) => transport.exportedHybrid(reader, origin)),
      organizationConfigs: this.of(RecordKind.ORGANIZATION, ({ reader }, origin) =>
        transport.exportedOrganization(reader, origin),
      ),
      providers: this.of(RecordKind.OUTLOOK_PROVIDER, ({ reader }, origin) =>
        transport.exportedProvider(reader, origin),
      ),
      tls: [
        ...this.of(RecordKind.TLS_SETTINGS, ({ reader }, origin) => exportedTls(reader, origin)),
        ...this.byServer(RecordKind.SCHANNEL, schannelSetting).map(([origin, settings]) => ({ ...origin, settings })),
      ],
      stored: this.of(RecordKind.STORED_CERTIFICATE, ({ reader }, origin) => storedCertificate(reader, origin)),
      runs: this.of(RecordKind.COLLECTOR_RUN, ({ reader }, origin) => collectorRun(reader, origin)),
    };
    return {
      ...facts,
      answered: [],
      namedByCertificates: this.namedByCertificates,
      organizations: this.forests(Object.values(facts).flat()),
      files: read.files,
      problems: [...opened, ...read.problems],
      remarks: read.remarks,
      otherObjects: read.dropped + this.placed.filter(({ record }) => record.kind === RecordKind.OTHER).length,
      secrets: read.secrets,
    };
  }

  private of<T>(kind: RecordKind, make: (placed: Placed, origin: Origin) => T | undefined): T[] {
    return this.placed
      .filter(({ record }) => record.kind === kind)
      .map((placed) => make(placed, this.origin(placed)))
      .filter((one) => one !== undefined);
  }

  /** What each server has of a kind of which one object holds one part. */
  private byServer<T>(kind: RecordKind, make: (reader: RecordReader) => T | undefined): [Origin, T[]][] {
    const groups = new Map<string, [Origin, T[]]>();
    for (const { one, origin } of this.of(kind, ({ reader }, from) => {
      const made = make(reader);
      return made && { one: made, origin: from };
    })) {
      const group = groups.get(origin.server ?? '') ?? [origin, []];
      group[1].push(one);
      groups.set(origin.server ?? '', group);
    }
    return [...groups.values()];
  }

  private origin({ record, traces }: Placed): Origin {
    const server = traces.server ?? this.serverOfFile(record);
    const [domain] = traces.domains;
    const organization =
      domain !== undefined
        ? this.organizations.of(domain)
        : (this.forestOfServer.get(server ?? '') ?? this.onlyForest() ?? '');
    return { at: record.object.at, file: record.file, organization, ...(server === undefined ? {} : { server }) };
  }

  private fileOrigin(file: string): Origin {
    const server = this.serverNamedIn(file) ?? this.onlyServer();
    const organization = this.forestOfServer.get(server ?? '') ?? this.onlyForest() ?? '';
    return { at: file, file, organization, ...(server === undefined ? {} : { server }) };
  }

  /** Objects of a server that do not name it: by their file, or there is only one server. */
  private serverOfFile({ kind, file }: ExportRecord): string | undefined {
    const ofServer = BINDING_KINDS.has(kind) || DIRECTORY_KINDS.has(kind) || LOCAL_KINDS.has(kind);
    return ofServer ? (this.serverNamedIn(file) ?? this.onlyServer()) : undefined;
  }

  /**
   * An internal transport certificate of which nothing says where it is from. Exchange's setup signs it with the server's own names: where
   * they are of another domain than the rest of the export, so is the certificate.
   */
  private byItsNames(certificate: ExportedCertificate): ExportedCertificate {
    if (!certificate.internalTransport || certificate.facts.selfSigned !== true) return certificate;
    const host = certificate.facts.dnsNames?.map(({ value }) => value ?? '').find((name) => name.includes('.'));
    const server = shortName(host);
    if (host === undefined || server === undefined) return certificate;
    const organization = this.organizations.of(host.slice(host.indexOf('.') + 1));
    if (organization === certificate.organization || this.knownServers.includes(server)) return certificate;
    return { ...certificate, server, organization };
  }

  private serverNamedIn(file: string): string | undefined {
    const parts = file.split(/[/._]|(?<=\w)--?(?=[A-Z])/).flatMap((part) => shortName(part) ?? []);
    const segments = file
      .split('/')
      .flatMap((part) => [part, part.split(/[_.]/)[0]!].flatMap((one) => shortName(one) ?? []));
    return this.knownServers.find((server) => parts.includes(server) || segments.includes(server));
  }

  private onlyServer(): string | undefined {
    return this.knownServers.length === 1 ? this.knownServers[0] : undefined;
  }

  private onlyForest(): string | undefined {
    const all = this.organizations.all;
    return all.length === 1 ? all[0] : undefined;
  }

  private servers(): ExportedServer[] {
    const listed = [RecordKind.SERVER, RecordKind.TRANSPORT_SERVICE].flatMap((kind) =>
      this.of(kind, ({ reader }, origin) => exportedServer(reader, origin)),
    );
    const builds = this.of(RecordKind.BUILD, ({ reader }, origin) => {
      const build = setupBuild(reader);
      return build && { ...origin, isEdge: false, listed: false, build };
    });
    const systems = this.of(RecordKind.OPERATING_SYSTEM, ({ reader }, origin) => {
      const windowsServer = windowsRelease(reader);
      return windowsServer && { ...origin, isEdge: false, listed: false, windowsServer };
    });
    return [...listed, ...builds, ...systems];
  }

  private forests(origins: readonly Origin[]): ExportedForest[] {
    const counts = new Map<string, number>();
    for (const { organization } of origins) counts.set(organization, (counts.get(organization) ?? 0) + 1);
    return [...counts]
      .map(([forest, objects]) => {
        const name = this.organizations.nameOf(forest);
        return { forest, objects, ...(name === undefined ? {} : { name }) };
      })
      .sort((a, b) => b.objects - a.objects || (a.forest < b.forest ? -1 : 1));
  }
}

/** Full names, lower case, of servers that the export shows without a list of certificates, by short name. */
function serversWithoutList(placed: readonly Placed[]): Map<string, string> {
  const lists = new Set(
    placed.flatMap(({ record, traces }) => (record.kind === RecordKind.CERTIFICATE ? (traces.server ?? []) : [])),
  );
  return new Map(
    placed.flatMap(({ record, reader, traces: { server } }) => {
      const fullName = record.kind === RecordKind.SERVER ? reader.filled('Fqdn')?.value : undefined;
      return server !== undefined && fullName?.includes('.') && !lists.has(server)
        ? [[server, fullName.toLowerCase()] as const]
        : [];
    }),
  );
}

const LOCAL_KINDS = new Set([
  RecordKind.CERTIFICATE,
  RecordKind.BUILD,
  RecordKind.TLS_SETTINGS,
  RecordKind.POP,
  RecordKind.IMAP,
  RecordKind.CLIENT_ACCESS,
  RecordKind.STORED_CERTIFICATE,
  RecordKind.SCHANNEL,
  RecordKind.IIS_SETTINGS,
  RecordKind.OPERATING_SYSTEM,
  RecordKind.WINDOWS_SERVICE,
]);

function bindingsOf({ record, reader }: Placed, origin: Origin): ExportedBinding[] {
  if (record.kind === RecordKind.IIS_SITE) return bindingsOfSite(reader, origin);
  const one = record.kind === RecordKind.SSL_BINDING ? sslBinding(reader, origin) : exportedBinding(reader, origin);
  return one ? [one] : [];
}
