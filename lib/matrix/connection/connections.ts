import { platformFacts } from '../../clients';
import { protocolFacts } from '../../exchange';
import {
  Binding,
  CertificateSourceKind,
  CertificateState,
  ClientCertificateMode,
  Estate,
  KeyType,
  RevocationStatus,
  TlsInspector,
} from '../../model';
import {
  BindingView,
  Candidates,
  CertificateView,
  Hop,
  ServerView,
  sitesBefore,
  Way,
  waysTo,
  Access,
} from '../../policy';
import { Coverage } from '../../names';
import { pathFault } from '../path-reason';
import { canonical, haveEqualMembers, Interned, Numbered, without } from './canonical';
import { BINDING_IDENTITY, Leg, ORGANIZATION_IDENTITY, Presented, Route, SERVER_IDENTITY, Service } from './connection';
import { bridgeParty, inspectorParty, Party } from './party';
import { areSameBytes, Certificates, EXACT, nameFactOf } from './presented';
import { EQUAL, PrincipalFact, principalFactOf, ExpectedPrincipal, ExpectedPrincipals } from './principal';

/** What clients meet at a binding: for each host name the routes of which one is taken. Equal ones are one object. */
export interface Connections {
  readonly protocol: ReturnType<typeof protocolFacts>;
  readonly routes: readonly (readonly Route[])[];
}

/** The legs of a way, before anybody asks for the service at its end. */
interface Path {
  readonly way: Way;
  readonly legs: readonly Leg[];
  readonly sameCertificate?: boolean;
}

/** Like ways to like servers. */
interface Arrivals {
  readonly paths: readonly (readonly Path[])[];
  readonly server: Pick<Service, 'server' | 'organization'>;
  /** What is met there, by the number of the settings of a binding. */
  readonly found: Connections[];
}

/**
 * Derives the connections of an estate, part by part: a certificate, a leg, a way, the settings of a binding. Each part is interned by
 * its canonical text, and remembered by the identity of what it is made from, so that like servers cost one look each.
 */
export class ConnectionBuilder {
  private readonly certificates: Certificates;
  private readonly legs = new Interned<Leg>();
  /** Legs straight to a server whose certificate has the very name, as its common name or beside it, by the number of the certificate. */
  private readonly straight: Numbered<Leg>[] = [];
  private readonly straightByOtherName: Numbered<Leg>[] = [];
  private readonly paths = new Interned<readonly (readonly Path[])[]>();
  private readonly settings = new Interned<Service['server']>();
  private readonly organizations = new Interned<Service['organization']>();
  private readonly bindings = new Interned<Service['binding']>();
  private readonly known = new Interned<Arrivals>();
  private readonly byWays = new Map<readonly Candidates[], Arrivals>();
  private readonly byServer = new Map<ServerView, Arrivals['server'] & { key: string }>();
  private readonly last = new Map<
    string,
    { readonly binding: Binding; readonly settings: Numbered<Service['binding']> }
  >();
  private readonly bySettings = new Map<Binding, Numbered<Service['binding']>>();
  private readonly parties = new Map<object, Party>();
  private readonly principals: ExpectedPrincipals;
  private readonly day: string;

  public constructor(
    private readonly estate: Estate,
    now: Date,
  ) {
    const platforms = new Set(estate.populations.map(({ platform }) => platform));
    const checking = [...platforms]
      .flatMap((id) => platformFacts(id) ?? [])
      .filter(({ checks }) => checks !== undefined);
    this.day = now.toISOString().slice(0, 10);
    this.certificates = new Certificates(estate, now, checking, pathFault);
    this.principals = new ExpectedPrincipals(estate);
  }

  /** What clients that come so meet at a binding. */
  public to(binding: BindingView, access: Access): Connections {
    const ways = waysTo(binding, access);
    let arrivals = this.byWays.get(ways);
    if (!arrivals) {
      const sites = sitesBefore(binding, access).map((site) => [site]);
      const paths = this.pathsOf([...ways, ...sites], this.principals.at(binding.server.id));
      const server = this.serverOf(binding.server);
      arrivals = this.known.of(`${paths.number}|${server.key}`, () => ({
        paths: paths.value,
        server,
        found: [],
      })).value;
      this.byWays.set(ways, arrivals);
    }
    const settings = this.settingsOf(binding.binding);
    return (arrivals.found[settings.number] ??= connectionsOf(arrivals, settings.value));
  }

  private pathsOf(ways: readonly Candidates[], expected: ExpectedPrincipal): Numbered<readonly (readonly Path[])[]> {
    const key = this.straightKeyOf(ways, expected);
    const known = key === undefined ? undefined : this.paths.known(key);
    return known ?? this.newPaths(ways, expected);
  }

  /** The key that `newPaths` gives to ways of one leg each; undefined where one is longer, or not the only candidate. */
  private straightKeyOf(ways: readonly Candidates[], expected: ExpectedPrincipal): string | undefined {
    const keys: string[] = [];
    for (const candidates of ways) {
      if (candidates.length !== 1) return undefined;
      const [way] = candidates;
      if (way.hops.length !== 1) return undefined;
      const key = pathKey(way, undefined, String(this.legOf(way.hops[0], undefined, way, expected).number));
      if (!keys.includes(key)) keys.push(key);
    }
    return keys.length === 1 ? keys[0] : keys.join(AND);
  }

  private newPaths(ways: readonly Candidates[], expected: ExpectedPrincipal): Numbered<readonly (readonly Path[])[]> {
    const questions = new Map<string, readonly Path[]>();
    for (const candidates of ways) {
      const paths = candidates.map((way) => this.pathOf(way, expected));
      // Names that are answered alike are one question.
      questions.set(
        paths.map(({ key }) => key).join(' or '),
        paths.map(({ path }) => path),
      );
    }
    return this.paths.of([...questions.keys()].join(AND), () => [...questions.values()]);
  }

  private pathOf(way: Way, expected: ExpectedPrincipal): { readonly key: string; readonly path: Path } {
    const legs = way.hops.map((hop, i) => this.legOf(hop, way.hops[i - 1], way, expected));
    const sameCertificate = sameAtBothEnds(way.hops);
    return {
      key: pathKey(way, sameCertificate, legs.map(({ number }) => number).join()),
      path: {
        way,
        legs: legs.map(({ value }) => value),
        ...(sameCertificate === undefined ? {} : { sameCertificate }),
      },
    };
  }

  private legOf(hop: Hop, before: Hop | undefined, way: Way, expected: ExpectedPrincipal): Numbered<Leg> {
    const { certificate } = hop;
    if (before !== undefined || certificate === undefined || !isStraight(hop))
      return this.newLeg(hop, before, way, expected);
    const principal = principalFactOf(certificate.certificate, way.host, expected);
    const isUsual = principal === undefined || principal === EQUAL;
    if (!isUsual || nameFactOf(certificate, way.host) !== EXACT) return this.newLeg(hop, before, way, expected);
    const straight = principal === undefined ? this.straight : this.straightByOtherName;
    const { number } = this.certificates.of(certificate);
    return (straight[number] ??= this.newLeg(hop, before, way, expected));
  }

  private newLeg(hop: Hop, before: Hop | undefined, { host }: Way, expected: ExpectedPrincipal): Numbered<Leg> {
    const opener = before && this.partyOf(before);
    const asked = before?.point?.point.serverName ?? host;
    const present = (view: CertificateView | undefined): PresentedParts | undefined => {
      if (view === undefined) return undefined;
      const { number } = this.certificates.of(view);
      const name = nameFactOf(view, asked, opener?.nameCheck);
      const principal = before ? undefined : principalFactOf(view.certificate, host, expected);
      return { number, view, name, ...(principal === undefined ? {} : { principal }) };
    };
    const withSni = present(hop.certificate);
    const withoutSni = hop.withoutSni === hop.certificate ? withSni : present(hop.withoutSni);
    const key = `${this.identityOf(hop)} ${before ? this.identityOf(before) : '-'} ${hop.clear} ${hop.needsSni} ${keyOf(withSni)} ${keyOf(withoutSni)} ${canonical(hop.withoutMatch?.name)}`;
    return this.legs.of(key, () => {
      const value = (parts: PresentedParts | undefined): Presented | undefined =>
        parts && {
          ...this.certificates.of(parts.view).value,
          name: parts.name,
          ...(parts.principal === undefined ? {} : { principal: parts.principal }),
        };
      const first = value(withSni);
      const second = withoutSni === withSni ? first : value(withoutSni);
      return {
        ...this.answerOf(hop),
        ...(opener ? { opener } : {}),
        clear: hop.clear,
        needsSni: hop.needsSni,
        ...(first ? { withSni: first } : {}),
        ...(second ? { withoutSni: second } : {}),
        ...unmatchedOf(hop),
      };
    });
  }

  /** A hop in front of a server is one of few: it counts by its id, with all that it declares. */
  private identityOf({ point, inspector, site }: Hop): string {
    return point?.id ?? inspector?.id ?? site ?? '';
  }

  private answerOf({ point: view, inspector, site }: Hop): Omit<Leg, 'clear' | 'needsSni'> {
    if (inspector) {
      const certificate = this.madeByInspector(inspector);
      return {
        to: 'inspector',
        name: inspector.name,
        ...(inspector.tls === undefined ? {} : { tls: inspector.tls }),
        withSni: certificate,
        withoutSni: certificate,
        asksForCertificate: ClientCertificateMode.IGNORE,
        delegates: false,
      };
    }
    if (view) {
      const { point } = view;
      return {
        to: 'point',
        name: point.name,
        ...(point.tls === undefined ? {} : { tls: point.tls }),
        ...(point.stapling === undefined ? {} : { staples: point.stapling }),
        ...(point.rsaBeside === true ? { rsaBeside: true } : {}),
        asksForCertificate: point.clientCertificates ?? ClientCertificateMode.IGNORE,
        delegates: point.delegatesKerberos === true,
      };
    }
    if (site !== undefined)
      return {
        to: 'site',
        name: `https://${site}`,
        asksForCertificate: ClientCertificateMode.IGNORE,
        delegates: false,
      };
    return { to: 'server', name: 'the server', asksForCertificate: ClientCertificateMode.IGNORE, delegates: false };
  }

  /** An inspector makes a certificate for the very name that is asked for, below its own root; nothing else of it is known. */
  private madeByInspector({ root }: TlsInspector): Presented {
    const anchor = this.estate.anchors.find(({ id }) => id === root);
    return {
      source: CertificateSourceKind.INTERNAL_CA,
      state: CertificateState.INSTALLED,
      exchangeDefault: false,
      facts: { keyType: KeyType.RSA, keyBits: 2048, signatureHash: 'sha256', selfSigned: false, isCa: false },
      revocation: RevocationStatus.UNKNOWN,
      faults: [],
      issuers: [],
      anchors: anchor ? [this.certificates.anchorFacts(anchor)] : [],
      path: [],
      name: { coverage: Coverage.EXACT },
    };
  }

  private partyOf({ point, inspector }: Hop): Party | undefined {
    const of = point ?? inspector;
    if (of === undefined) return undefined;
    let party = this.parties.get(of);
    if (!party) {
      party = point ? bridgeParty(point.point, this.day) : inspectorParty(inspector as TlsInspector, this.day);
      this.parties.set(of, party);
    }
    return party;
  }

  private serverOf(view: ServerView): Arrivals['server'] & { key: string } {
    let known = this.byServer.get(view);
    if (!known) {
      const { organization: declared } = view;
      const server = this.settings.likePart(view.server, IDENTITY_OF_SERVER, (whole) =>
        without(whole, SERVER_IDENTITY),
      );
      let key = String(server.number);
      let organization: Service['organization'];
      if (declared) {
        const rest = without(declared, ORGANIZATION_IDENTITY);
        const one = this.organizations.like(rest);
        key += `@${one.number}`;
        organization = one.value;
      }
      known = { key, server: server.value, ...(organization === undefined ? {} : { organization }) };
      this.byServer.set(view, known);
    }
    return known;
  }

  private settingsOf(binding: Binding): Numbered<Service['binding']> {
    const known = this.bySettings.get(binding);
    if (known) return known;
    const settings = this.newSettings(binding);
    this.bySettings.set(binding, settings);
    return settings;
  }

  private newSettings(binding: Binding): Numbered<Service['binding']> {
    // Bindings of one protocol are nearly always alike.
    const last = this.last.get(binding.protocol);
    if (last && haveEqualMembers(last.binding, binding, IDENTITY)) return last.settings;
    const facts = without(binding, BINDING_IDENTITY);
    const settings = this.bindings.of(canonical(facts), () => facts);
    this.last.set(binding.protocol, { binding, settings });
    return settings;
  }
}

const AND = ' and ';

function pathKey({ side, via }: Way, sameCertificate: boolean | undefined, legs: string): string {
  return `${via} ${side} ${sameCertificate} ${legs}`;
}

function connectionsOf({ paths, server }: Arrivals, binding: Service['binding']): Connections {
  const service: Service = {
    server: server.server,
    binding,
    ...(server.organization === undefined ? {} : { organization: server.organization }),
  };
  const routeOf = ({ way, legs, sameCertificate }: Path): Route => ({
    via: way.via,
    side: way.side,
    legs,
    service: sameCertificate === undefined ? service : { ...service, sameCertificate },
  });
  return {
    protocol: protocolFacts(binding.protocol),
    routes: paths.map((candidates) => candidates.map(routeOf)),
  };
}

/** Whether a hop is a server that presents one certificate to everybody, encrypted. */
function isStraight({ certificate, clear, inspector, needsSni, point, site, withoutMatch, withoutSni }: Hop): boolean {
  if (point || inspector || site !== undefined || withoutMatch) return false;
  return !clear && !needsSni && certificate === withoutSni;
}

function unmatchedOf({ withoutMatch }: Hop): Pick<Leg, 'unmatched'> {
  if (!withoutMatch) return {};
  const { name, source } = withoutMatch;
  return { unmatched: { ...(name === undefined ? {} : { name }), source } };
}

function keyOf(parts: PresentedParts | undefined): string {
  if (parts === undefined) return '-';
  const { number, name, principal } = parts;
  return name === EXACT && !principal ? `${number}` : `${number}${canonical(name)}${canonical(principal)}`;
}

interface PresentedParts {
  readonly number: number;
  readonly view: CertificateView;
  readonly name: ReturnType<typeof nameFactOf>;
  readonly principal?: PrincipalFact;
}

/** Every other member counts, also one that the model has yet to get. */
const IDENTITY: ReadonlySet<string> = new Set(BINDING_IDENTITY);
const IDENTITY_OF_SERVER: ReadonlySet<string> = new Set(SERVER_IDENTITY);

/**
 * Whether what clients meet first presents the very bytes that the server presents. Undefined: that is the server itself, or it is
 * not known.
 */
function sameAtBothEnds(hops: readonly Hop[]): boolean | undefined {
  if (hops.length < 2) return undefined;
  const [met] = hops;
  const server = hops[hops.length - 1];
  if (met.inspector || !met.certificate || !server.certificate) return undefined;
  if (met.certificate === server.certificate) return true;
  return areSameBytes(met.certificate.certificate, server.certificate.certificate);
}
