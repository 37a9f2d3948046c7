import { DOWNLOAD_NAME_SETTING, nameSetting, protocolFacts } from '../exchange';
import { AutodiscoverMethod, ClientProtocol, HostName, NameCheck, NetworkSide } from '../model';
import {
  Access,
  accessOf,
  BindingView,
  CertificateView,
  certificateOfPoint,
  certificatesMetAnywhere,
  EstateView,
  FROM_INSIDE,
  FROM_OUTSIDE,
  Hop,
  NameUse,
  PopulationView,
  Way,
  waysTo,
} from '../policy';

/** A name that is used where a certificate is shown. */
export interface UsedName {
  readonly host: HostName;
  readonly uses: NameUse[];
}

/** Names that are used where a certificate is shown, each with its uses: those of clients outside come first. */
export function usesOf(view: CertificateView, estate: EstateView): Map<string, UsedName> {
  const uses = new Uses(view, estate);
  uses.addClients();
  uses.addMail();
  return uses.found;
}

/** Clients of a population that come in a way of their own. */
interface Comers {
  readonly population: PopulationView;
  readonly access: Access;
}

/** Clients inside and outside are looked at in any case; these come otherwise. */
const otherComers = new WeakMap<EstateView, readonly Comers[]>();

function comersTo(estate: EstateView): readonly Comers[] {
  let known = otherComers.get(estate);
  if (!known) {
    known = estate.populations.flatMap((population) => {
      const access = accessOf(population.population);
      const isUsual = access.place === FROM_OUTSIDE.place || access.place === FROM_INSIDE.place;
      return isUsual && access.withoutDirectory !== true ? [] : [{ population, access }];
    });
    otherComers.set(estate, known);
  }
  return known;
}

class Uses {
  public readonly found = new Map<string, UsedName>();
  private readonly bindings: readonly BindingView[];
  private readonly methods: ReadonlyMap<string, AutodiscoverMethod>;

  public constructor(
    private readonly view: CertificateView,
    private readonly estate: EstateView,
  ) {
    const ofPoints = view.publishingPoints.flatMap(({ bindings }) => bindings);
    this.bindings = ofPoints.length === 0 ? view.bindings : [...new Set([...view.bindings, ...ofPoints])];
    this.methods = new Map(estate.estate.mailDomains.map(({ domain, method }) => [domain, method]));
  }

  public addClients(): void {
    this.addWays(FROM_OUTSIDE);
    for (const point of this.view.publishingPoints)
      for (const host of point.point.hostNames)
        if (certificateOfPoint(point, host) === this.view)
          this.add(host, {
            what: 'publishing point',
            at: point.point.name,
            side: NetworkSide.OUTSIDE,
            setting: 'hostNames of the publishing point',
          });
    this.addWays(FROM_INSIDE);
    for (const { population, access } of comersTo(this.estate)) this.addWays(access, population);
    for (const binding of this.bindings) {
      const { downloadHosts } = binding.binding;
      if (!downloadHosts || !certificatesMetAnywhere(binding).includes(this.view)) continue;
      for (const host of downloadHosts)
        this.add(host, {
          what: 'downloads of Outlook Web App',
          at: binding.server.server.name,
          ...DOWNLOAD_NAME_SETTING,
        });
    }
  }

  /** Names of connectors and of hybrid deployments. */
  public addMail(): void {
    const { connectors = [], hybrids = [] } = this.estate.estate;
    for (const connector of connectors) {
      if (connector.certificate !== this.view.id || !connector.fqdn) continue;
      const setting = `Set-${connector.kind === 'send' ? 'Send' : 'Receive'}Connector -Fqdn`;
      this.add(connector.fqdn, { what: `${connector.kind} connector`, at: connector.name, setting });
    }
    for (const hybrid of hybrids) {
      if (!hybrid.certificates.includes(this.view.id)) continue;
      const at = hybrid.id;
      // The subject is the primary domain (HYB).
      for (const value of [hybrid.primaryDomain, `autodiscover.${hybrid.primaryDomain}`])
        this.add({ value }, { what: 'hybrid deployment', at, setting: 'primary SMTP domain' });
      for (const host of hybrid.transportHosts)
        this.add(host, {
          what: 'mail from Exchange Online',
          at,
          setting: 'Hybrid Configuration wizard, transport host',
        });
    }
  }

  private addWays(access: Access, population?: PopulationView): void {
    for (const binding of this.bindings) {
      if (population && !population.uses(binding)) continue;
      for (const candidates of waysTo(binding, access)) for (const way of candidates) this.addWay(binding, way);
    }
  }

  private addWay(binding: BindingView, { host, hops, side }: Way): void {
    hops.forEach(({ certificate }, at) => {
      if (certificate !== this.view) return;
      if (at === 0) {
        if (host) this.add(host, this.useOf(binding, side, host));
        return;
      }
      const asked = askedBy(hops[at - 1], host);
      if (asked) this.add(asked.host, asked.use);
    });
  }

  private add(host: HostName, use: NameUse): void {
    const key = host.value ?? (host.expression as string);
    const known = this.found.get(key);
    if (!known) this.found.set(key, { host, uses: [use] });
    else if (!known.uses.some((one) => isSame(one, use))) known.uses.push(use);
  }

  private useOf({ binding, server }: BindingView, side: NetworkSide, { value }: HostName): NameUse {
    const mailDomain =
      binding.protocol === ClientProtocol.AUTODISCOVER && value !== undefined
        ? /^autodiscover\.(.+)$/.exec(value)?.[1]
        : undefined;
    return {
      what: protocolFacts(binding.protocol).label,
      at: server.server.name,
      side,
      setting: nameSetting(binding.protocol, server.server.release, side).setting,
      ...(mailDomain !== undefined && this.methods.has(mailDomain) ? { mailDomain } : {}),
    };
  }
}

/** The name that a bridge asks the next hop for, where it compares names at all. */
function askedBy({ point: view }: Hop, host: HostName | undefined): { host: HostName; use: NameUse } | undefined {
  if (!view) return undefined;
  const { name, nameCheck, serverName, verifiesServer } = view.point;
  const asked = serverName ?? host;
  if (asked === undefined || verifiesServer === false || nameCheck === NameCheck.NONE) return undefined;
  const use = { what: 'bridge to the servers', at: name, setting: 'serverName of the publishing point' };
  return { host: asked, use };
}

function isSame(a: NameUse, b: NameUse): boolean {
  return (
    a.what === b.what && a.at === b.at && a.side === b.side && a.setting === b.setting && a.mailDomain === b.mailDomain
  );
}
