import {
  AutodiscoverMethod,
  CertificateSourceKind,
  ClientProtocol,
  Estate,
  HostName,
  NameCheck,
  NetworkSide,
} from '../model';
import { certifiability, Coverage, coverageOf, wildcardCovers } from '../names';
import {
  Access,
  accessOf,
  BindingView,
  CertificateNames,
  certificateOfPoint,
  certificatesMetAnywhere,
  CertificateView,
  EstateView,
  FROM_INSIDE,
  FROM_OUTSIDE,
  Hop,
  NamePresence,
  NameUse,
  NeededName,
  PopulationView,
  Way,
  waysTo,
} from '../policy';
import { counted, titleOf } from './words';
import { DOWNLOAD_NAME_SETTING, nameSetting, protocolFacts } from '../exchange';

/** From this many names on vendors limit orders. */
const MANY = 100;

/** What each certificate of an estate must have as names, and why. Certificates that nobody meets are left out. */
export function certificateNames(estate: Estate, now: Date): CertificateNames[] {
  const view = new EstateView(estate, now);
  return view.certificates.flatMap((certificate) => {
    const uses = usesOf(certificate, view);
    return uses.size === 0 ? [] : [namesOf(certificate, uses, view)];
  });
}

function namesOf(view: CertificateView, uses: Map<string, UsedName>, { estate }: EstateView): CertificateNames {
  const { certificate } = view;
  const { facts, source, state } = certificate;
  // The certificate of setup is there until another one is ordered.
  const bought = source === CertificateSourceKind.PURCHASED || certificate.exchangeDefault;
  const needed = [...uses].map(([name, { host, uses: why }]): NeededName => {
    const answer = host.value === undefined ? undefined : certifiability(host.value);
    const refused = answer?.certifiable === false ? `it ${answer.reason} (${answer.source})` : undefined;
    return {
      name,
      known: host.value !== undefined,
      uses: why,
      has: HAS[coverageOf(certificate, host)] ?? NamePresence.MISSING,
      ...(refused === undefined || !bought ? {} : { refused, fix: insteadOf(name, why, estate, view) }),
    };
  });
  const order = needed.filter(({ refused }) => refused === undefined).map(({ name }) => name);
  const { commonName } = facts;
  // What the certificate has as its common name stays first: old clients look at it alone.
  if (commonName !== undefined && order.includes(commonName.toLowerCase()))
    order.unshift(...order.splice(order.indexOf(commonName.toLowerCase()), 1));
  return {
    certificate: certificate.id,
    title: titleOf(view),
    source,
    state,
    needed,
    superfluous: superfluousOf(view, needed),
    order,
    hints: hintsOf(order, needed, bought),
  };
}

const HAS: Partial<Record<Coverage, NamePresence>> = {
  [Coverage.EXACT]: NamePresence.EXACT,
  [Coverage.WILDCARD]: NamePresence.WILDCARD,
  [Coverage.UNKNOWN]: NamePresence.UNKNOWN,
};

/** What to do about a name that no public CA can certify. */
function insteadOf(name: string, uses: readonly NameUse[], estate: Estate, view: CertificateView): string {
  const inside = uses.every(({ side }) => side !== NetworkSide.OUTSIDE);
  const external = view.servers.flatMap(({ server }) => server.externalHost?.value ?? [])[0];
  const split = estate.organizations?.some(({ splitDns }) => splitDns === true)
    ? 'split DNS is there'
    : 'split DNS: the internal DNS answers the public name with the inside address';
  if (!inside) return `publish the protocol under a name of a public domain instead of ${name}`;
  return `let clients inside use ${external ?? 'a public name'} too (internalHostName; ${split})`;
}

/** Names that the certificate has and nobody uses; none where a name is used that only Terraform knows. */
function superfluousOf({ certificate }: CertificateView, needed: readonly NeededName[]): string[] {
  if (needed.some(({ known }) => !known)) return [];
  const used = new Set(needed.map(({ name }) => name));
  return (certificate.facts.dnsNames ?? []).flatMap(({ value }) => {
    if (value === undefined || used.has(value)) return [];
    return value.startsWith('*.') && [...used].some((name) => wildcardCovers(value, name)) ? [] : [value];
  });
}

function hintsOf(order: readonly string[], needed: readonly NeededName[], bought: boolean): string[] {
  const hints: string[] = [];
  const autodiscover = needed.filter(({ uses }) => uses.every(({ mailDomain }) => mailDomain !== undefined));
  if (bought && order.length >= MANY)
    hints.push(`${counted(order.length, 'name')} are more than many vendors take (often 100 at most)`);
  if (autodiscover.length > 1)
    hints.push(
      `${counted(autodiscover.length, 'name')} are there for Autodiscover of a mail domain alone: HTTP_REDIRECT or SRV_RECORD lead all mail domains to one name, SCP_ONLY needs none where nobody outside looks (MailDomain)`,
    );
  if (needed.some(({ known }) => !known)) hints.push('names that only Terraform knows are settled by a plan');
  return hints;
}

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
