import { cumulativeUpdateMonth, ExchangeBuild, releaseLabel, releaseOfBuild } from '../exchange';
import { ExchangeProduct } from '../model';
import { ExchangeExport } from '../exports/exchange-export';
import { ExportedCertificate } from '../exports/facts/certificates';
import { StoredCertificate } from '../exports/facts/collected';
import { ExportedBinding } from '../exports/facts/iis-bindings';
import { Origin } from '../exports/origin';
import { Stated } from '../exports/record';

/** Lists of an export whose items have an origin. */
type Facts = Pick<
  ExchangeExport,
  | 'servers'
  | 'certificates'
  | 'bindings'
  | 'locations'
  | 'directories'
  | 'mailSettings'
  | 'services'
  | 'connectionPoints'
  | 'acceptedDomains'
  | 'connectors'
  | 'authConfigs'
  | 'federations'
  | 'edgeSubscriptions'
  | 'arrays'
  | 'hybrids'
  | 'organizationConfigs'
  | 'providers'
  | 'tls'
  | 'stored'
  | 'answered'
  | 'runs'
>;

const LISTS = [
  'servers',
  'certificates',
  'bindings',
  'locations',
  'directories',
  'mailSettings',
  'services',
  'connectionPoints',
  'acceptedDomains',
  'connectors',
  'authConfigs',
  'federations',
  'edgeSubscriptions',
  'arrays',
  'hybrids',
  'organizationConfigs',
  'providers',
  'tls',
  'stored',
  'answered',
  'runs',
] as const;

/** Every fact of an export that has a place, whatever it is about. */
export function originsOf(from: ExchangeExport): readonly Origin[] {
  return LISTS.flatMap((list) => from[list] as readonly Origin[]);
}

/** What an export says of one organization, looked up by server. Objects that name no server are under an empty name. */
export class ForestView {
  public readonly facts: Facts;
  /** Short names, upper case, sorted; an empty name last, where objects of a server do not name it. */
  public readonly servers: readonly string[];
  private readonly lists = new Map<string, readonly ExportedCertificate[]>();
  /** The items of each list by server: every topic asks for those of every server. */
  private readonly byServer = new WeakMap<readonly Origin[], Map<string, Origin[]>>();

  public constructor(
    public readonly exported: ExchangeExport,
    /** DNS name of the forest; empty: not stated. */
    public readonly forest: string,
  ) {
    const own = <T extends Origin>(items: readonly T[]): T[] =>
      items.filter(({ organization }) => organization === forest);
    this.facts = Object.fromEntries(LISTS.map((list) => [list, own<Origin>(exported[list])])) as unknown as Facts;
    const names = new Set(
      LISTS.flatMap((list) => (this.facts[list] as readonly Origin[]).flatMap(({ server }) => server ?? [])),
    );
    const { certificates, bindings, directories, locations, mailSettings, tls } = this.facts;
    const unnamed = [certificates, bindings, directories, locations, mailSettings, tls].some((items) =>
      (items as readonly Origin[]).some(({ server }) => server === undefined),
    );
    this.servers = [...[...names].sort(), ...(unnamed ? [''] : [])];
    for (const server of this.servers) this.lists.set(server, merged(this.of(certificates, server)));
  }

  /** The items of one server. */
  public of<T extends Origin>(items: readonly T[], server: string): readonly T[] {
    let byServer = this.byServer.get(items);
    if (!byServer) {
      byServer = new Map();
      for (const item of items) {
        const own = byServer.get(item.server ?? '');
        if (own) own.push(item);
        else byServer.set(item.server ?? '', [item]);
      }
      this.byServer.set(items, byServer);
    }
    return (byServer.get(server) ?? []) as T[];
  }

  /** The certificates that a server lists, each once; without those that a file names as internal transport certificate alone. */
  public listOf(server: string): readonly ExportedCertificate[] {
    return (this.lists.get(server) ?? []).filter(({ internalTransport }) => !internalTransport);
  }

  /** The internal transport certificates that files name. */
  public transportCertificatesOf(server: string): readonly ExportedCertificate[] {
    return this.of(this.facts.certificates, server).filter(({ internalTransport }) => internalTransport);
  }

  /** The certificates in the personal store of a server's computer, with their keys or without. */
  public storeOf(server: string): StoredCertificate[] {
    return this.of(this.facts.stored, server).filter(({ store }) => /^my$/i.test(store));
  }

  /** A certificate of the organization with this thumbprint, on any server. */
  public withThumbprint(thumbprint: string): ExportedCertificate | undefined {
    return this.facts.certificates.find((one) => one.thumbprint?.value === thumbprint);
  }

  /** The build of a server: of ExSetup where it is known, since updates change it. */
  public buildOf(server: string): Stated<ExchangeBuild> | undefined {
    const stated = this.of(this.facts.servers, server);
    const own = stated.find(({ listed, build }) => !listed && build !== undefined) ?? stated.find(({ build }) => build);
    if (own) return own.build;
    // A virtual directory shows the version of its server.
    const version = this.of(this.facts.directories, server).find((one) => one.version)?.version;
    const build = version && releaseOfBuild(version.value, false);
    return version && build && { value: build, at: version.at };
  }

  /** True for 2007 and 2010, which have one web site. Undefined: the build is not stated. */
  public hasBackEnd(server: string): boolean | undefined {
    const product = this.buildOf(server)?.value.release.product;
    if (product !== undefined)
      return product !== ExchangeProduct.EXCHANGE_2007 && product !== ExchangeProduct.EXCHANGE_2010;
    return undefined;
  }

  /** Whether a server has a certificate of server-to-server authentication (OAuth), which 2013 brought. Undefined: the build is not stated. */
  public hasServerAuthentication(server: string): boolean | undefined {
    return this.hasBackEnd(server);
  }

  /** Whether a server is an Edge Transport server, which is outside the organization's directory and has no OAuth and no web sites. */
  public isEdge(server: string): boolean {
    return this.of(this.facts.servers, server).some(({ isEdge }) => isEdge);
  }

  /**
   * Whether clients use a server for Client Access: no Edge server, and before 2016 none without that role. Where the roles are not stated it
   * counts as one that they use.
   */
  public servesClients(server: string): boolean {
    const stated = this.of(this.facts.servers, server);
    if (this.isEdge(server)) return false;
    const roles = stated.find(({ roles: own }) => own)?.roles;
    const product = this.buildOf(server)?.value.release.product;
    const parted: readonly unknown[] = [
      ExchangeProduct.EXCHANGE_2007,
      ExchangeProduct.EXCHANGE_2010,
      ExchangeProduct.EXCHANGE_2013,
    ];
    if (!roles || roles.cut || roles.values.length === 0 || !parted.includes(product)) return true;
    return roles.values.some((role) => /^ClientAccess$/i.test(role));
  }

  /** The servers that clients use. */
  public get clientServers(): readonly string[] {
    return this.servers.filter((server) => this.servesClients(server));
  }

  public httpsOf(server: string): ExportedBinding[] {
    return this.of(this.facts.bindings, server).filter(({ protocol }) => protocol === 'https');
  }
}

/** What people call a server in sentences. */
export function serverLabel(server: string): string {
  return server === '' ? 'the server, which the export does not name' : server;
}

export function buildLabel({ number, release }: ExchangeBuild): string {
  const { securityUpdate, cumulativeUpdate, product } = release;
  if (
    securityUpdate !== undefined &&
    cumulativeUpdate !== undefined &&
    securityUpdate === cumulativeUpdateMonth(product, cumulativeUpdate)
  )
    return `${releaseLabel({ product, cumulativeUpdate })} without a later update (${number})`;
  return `${releaseLabel(release)} (${number})`;
}

/**
 * A list in which each certificate stands once. A text that shows one twice shows two states, of which the later counts; two files that do
 * not agree leave open what it is for.
 */
function merged(certificates: readonly ExportedCertificate[]): ExportedCertificate[] {
  const groups = new Map<string, ExportedCertificate[]>();
  certificates.forEach((one, index) => {
    const key = `${one.internalTransport}|${one.thumbprint?.value ?? `#${index}`}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  });
  return [...groups.values()].map((group) => {
    const last = group.at(-1)!;
    if (group.length === 1) return last;
    const isText = group.every(({ file, certificate }) => file === last.file && certificate === undefined);
    const states = new Set(group.flatMap(({ services }) => (services ? [[...services.values].sort().join(', ')] : [])));
    if (isText)
      return states.size < 2
        ? last
        : {
            ...last,
            differences: [...last.differences, `the text shows it ${group.length} times; the later state counts`],
          };
    const best = group.find(({ services }) => services) ?? last;
    if (states.size < 2) return best;
    const { services: _, sites: __, ...rest } = best;
    return {
      ...rest,
      differences: [
        ...best.differences,
        `${group.map(({ at }) => at).join(' and ')} do not agree for which services it is listed (${[...states].map((one) => one || 'none').join('; ')}): two moments, or an error`,
      ],
    };
  });
}
