import { Construct } from 'constructs';
import { ExchangeVersion } from '../exchange';
import {
  CertificateRole,
  ClientCertificateMode,
  ClientProtocol,
  HostName,
  NameCheck,
  NetworkSide,
  PublishingMode,
  SniCertificate,
  SourceLocation,
  TlsRange,
} from '../model';
import { presentedNameMatches } from '../names';
import {
  anchorIn,
  CertificateConfig,
  ICertificateIssuer,
  ICertificateSource,
  RequiredNames,
  uniqueNames,
} from './certificates/certificate-source';
import { AssignedCertificate } from './assigned-certificates';
import { CertificateDelivery } from './server-delivery';
import {
  BOOLEAN,
  checkedProps,
  CLIENT_CERTIFICATES,
  CONSTRUCT,
  ISSUER,
  LIST,
  listOf,
  memberOf,
  needed,
  PropChecks,
  PROTOCOLS,
  SOURCE,
  structOf,
  TEXT,
  TEXTS,
  TLS_RANGE,
} from './checked-props';
import { declaredNames } from './declared-name';
import { compact, Contribution, faultOf, Registry } from './registry';
import { PolicyGate } from './gate';
import { Presenter } from './presenter';

/** The clients that a publishing point serves, by where they come from. */
export enum PublishingSide {
  /** Clients on the inside network. */
  INSIDE = 'inside',
  /** Clients outside. */
  OUTSIDE = 'outside',
  /** Clients on both sides, as a load balancer that everybody comes through. */
  BOTH = 'both',
}

/** A certificate that a publishing point presents for some host names, chosen by SNI. */
export interface SniCertificateProps {
  /** Names that it is for, or a wildcard such as `*.contoso.com`. */
  readonly hostNames: string[];
  /** Where it comes from. */
  readonly certificate: ICertificateSource;
}

/**
 * The most certificates by name of one point: certificate and key of RSA 4096 have some 6 kB, and Linux gives a process two megabytes of
 * environment at its usual limit of the stack (execve(2), "Limits on size of arguments and environment"), of which others have a part.
 */
const MOST_BY_NAME = 250;

/** Properties of a publishing point. */
export interface PublishingPointProps {
  /** What it does with the TLS connection of a client. */
  readonly mode: PublishingMode;
  /** Names under which clients connect. */
  readonly hostNames: string[];
  /** Where its certificate comes from; needed with bridging and offload, meaningless with pass-through. */
  readonly certificate?: ICertificateSource;
  /**
   * CAs whose certificates a bridge accepts from the servers, besides commercial ones.
   * @default - unknown
   */
  readonly trusts?: ICertificateIssuer[];
  /** Whether a bridge checks the servers' certificates at all. @default true */
  readonly verifiesServer?: boolean;
  /** Whether a bridge accepts certificates of any issuer, and looks at dates and names alone. @default false */
  readonly acceptsAnyIssuer?: boolean;
  /** Clients that it serves. @default PublishingSide.OUTSIDE */
  readonly side?: PublishingSide;
  /** Client protocols that it serves; a server with several points can give each its own. @default - all */
  readonly protocols?: ClientProtocol[];
  /**
   * Certificates by host name. `certificate` is then what clients without SNI meet, and every name that this list lacks.
   * @default - none
   */
  readonly sniCertificates?: SniCertificateProps[];
  /** Whether clients that send no host name in the TLS handshake meet no certificate. @default false */
  readonly requiresSni?: boolean;
  /** Point that its clients pass first, such as a web application firewall in front of a load balancer. @default - none */
  readonly behind?: PublishingPoint;
  /** Name that a bridge asks the servers for. @default - the one that the client asked for */
  readonly serverName?: string;
  /** How a bridge that verifies compares names; ISA Server 2006 looks at the subject and the first name alone. @default NameCheck.EVERY_NAME */
  readonly nameCheck?: NameCheck;
  /** Whether it asks clients for certificates. @default ClientCertificateMode.IGNORE */
  readonly clientCertificates?: ClientCertificateMode;
  /** Whether it signs in to the servers in the client's name (Kerberos constrained delegation). @default false */
  readonly delegatesKerberos?: boolean;
  /** Whether it staples OCSP responses. @default - unknown */
  readonly stapling?: boolean;
  /** TLS versions that it speaks to clients. @default - not known */
  readonly tls?: TlsRange;
  /** TLS versions that it speaks to the servers. @default - those of `tls` */
  readonly serverTls?: TlsRange;
}

const CHECKS: PropChecks<PublishingPointProps> = {
  mode: needed(memberOf(PublishingMode, 'PublishingMode'), PublishingMode.PASS_THROUGH),
  hostNames: needed(LIST, []),
  certificate: SOURCE,
  trusts: listOf(ISSUER),
  verifiesServer: BOOLEAN,
  acceptsAnyIssuer: BOOLEAN,
  side: memberOf(PublishingSide, 'PublishingSide'),
  protocols: PROTOCOLS,
  sniCertificates: listOf(
    structOf<SniCertificateProps>(
      { hostNames: needed(TEXTS, []), certificate: needed(SOURCE, {}) },
      'an object with hostNames and a certificate source',
    ),
  ),
  requiresSni: BOOLEAN,
  behind: CONSTRUCT,
  serverName: TEXT,
  nameCheck: memberOf(NameCheck, 'NameCheck'),
  clientCertificates: CLIENT_CERTIFICATES,
  delegatesKerberos: BOOLEAN,
  stapling: BOOLEAN,
  tls: TLS_RANGE,
  serverTls: TLS_RANGE,
};

/** What stands in front of servers for clients outside: reverse proxy, ISA or TMG, load balancer. */
export class PublishingPoint extends Construct {
  private readonly config?: CertificateConfig;
  private readonly sni: { readonly names: HostName[]; readonly config: CertificateConfig }[] = [];
  private readonly delivered: AssignedCertificate[] = [];
  private readonly serverName: HostName | undefined;
  private readonly hostNames: HostName[];
  private readonly location: SourceLocation | undefined;
  private readonly props: PublishingPointProps;

  public constructor(scope: Construct, id: string, given: PublishingPointProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    this.location = registry.locate();
    const props = checkedProps(this, given, CHECKS, this.location);
    this.props = props;
    const names = declaredNames(this, 'hostNames', props.hostNames, this.location);
    this.hostNames = uniqueNames(names);
    if (names.length === 0 && props.hostNames.length === 0)
      faultOf(this, {
        code: 'publishing-point-without-names',
        message: 'hostNames is empty: no client outside can reach a publishing point without a name',
        fix: 'write the names that clients outside connect to',
        location: this.location,
      });
    this.serverName = declaredNames(
      this,
      'serverName',
      props.serverName === undefined ? [] : [props.serverName],
      this.location,
    )[0];
    const own = props.certificate ?? props.sniCertificates;
    if (props.mode === PublishingMode.PASS_THROUGH && own) {
      faultOf(this, {
        code: 'pass-through-with-certificate',
        message: "a publishing point that passes TLS through shows the servers' certificates, and has none of its own",
        fix: 'leave the certificate out, or change the mode to bridging',
        location: this.location,
      });
    } else {
      const entries = props.sniCertificates ?? [];
      if (entries.length > MOST_BY_NAME)
        faultOf(this, {
          code: 'certificates-too-many',
          message: `there are ${entries.length} sniCertificates; Terraform passes the certificates of a point and their keys in the environment of one process, which has room for ${MOST_BY_NAME}`,
          fix: `declare several points, each with at most ${MOST_BY_NAME} of them, or give names that belong together one certificate`,
          location: this.location,
        });
      const bySni = this.declareSniCertificates(entries);
      const twice = bySni.flatMap((names, index) =>
        names.filter((name) => bySni.slice(0, index).some((others) => others.some((one) => isSameName(one, name)))),
      );
      if (twice.length > 0)
        faultOf(this, {
          code: 'certificate-for-name-twice',
          message: `sniCertificates has two certificates for ${twice.map(({ value, expression }) => value ?? expression).join(', ')}: nothing says which one clients meet`,
          fix: 'name each host in one entry alone',
          location: this.location,
        });
      const left = this.hostNames.filter((name) => !bySni.some((names) => names.some((one) => isFor(one, name))));
      // The fallback is for every name that has none of its own; where each has one, it still needs some name.
      if (props.certificate)
        this.config = this.bind('Certificate', 'main', props.certificate, left.length > 0 ? left : this.hostNames);
      else if (bySni.length > 0 && left.length > 0)
        faultOf(this, {
          code: 'certificate-for-name-missing',
          message: `there is no certificate for ${left.map(({ value, expression }) => value ?? expression).join(', ')}`,
          fix: 'add an entry to sniCertificates for each name, or give a certificate as the fallback',
          location: this.location,
        });
    }
    const asks = props.clientCertificates !== undefined && props.clientCertificates !== ClientCertificateMode.IGNORE;
    if (props.mode === PublishingMode.PASS_THROUGH && (asks || props.delegatesKerberos === true))
      faultOf(this, {
        code: 'pass-through-with-sign-in',
        message: `a publishing point that passes TLS through neither asks clients for certificates nor signs in for them; ${asks ? 'clientCertificates' : 'delegatesKerberos'} says that it does`,
        fix: 'state clientCertificates of the protocol on the server (addActiveSync and its like), or change the mode to bridging',
        location: this.location,
      });
    registry.add(this, () => this.contribute());
  }

  /** What the source of its certificate answered. */
  public get certificate(): CertificateConfig | undefined {
    return this.config;
  }

  /** Binds the certificates that are chosen by SNI, and returns the names of each. */
  private declareSniCertificates(given: readonly SniCertificateProps[]): HostName[][] {
    return given.map(({ hostNames, certificate }, index) => {
      const names = uniqueNames(declaredNames(this, 'sniCertificates', hostNames, this.location, true));
      const id = `Certificate-sni-${index + 1}`;
      this.sni.push({ names, config: this.bind(id, `sni-${index + 1}`, certificate, names) });
      return names;
    });
  }

  /** The certificate is for whoever runs the proxy or load balancer: PEM, and a PFX that every product reads. */
  private bind(id: string, name: string, source: ICertificateSource, hosts: HostName[]): CertificateConfig {
    const scope = new Construct(this, id);
    const label = name === 'main' ? this.node.id : `${this.node.id}-${name}`;
    const config = source.bind(scope, {
      label,
      names: new RequiredNames(() => hosts),
      release: ExchangeVersion.EXCHANGE_SE.release,
      serverFqdn: hosts[0] ?? { value: 'invalid' },
      netBiosName: label.slice(0, 15).toUpperCase(),
    });
    this.delivered.push({ name, role: CertificateRole.IIS, config, scope });
    if (this.delivered.length === 1)
      new CertificateDelivery(
        new Presenter(this, {
          certificates: () => this.delivered,
          names: () => this.hostNames,
          legacyPfx: true,
        }),
        true,
      );
    return config;
  }

  /** Certificates that it presents itself: its own, and those by host name. @internal */
  public get _certificates(): CertificateConfig[] {
    return [...(this.config ? [this.config] : []), ...this.sni.map(({ config }) => config)];
  }

  /** The point that its clients pass first. @internal */
  public get _behind(): PublishingPoint | undefined {
    return this.props.behind;
  }

  /** What it serves: sides, protocols and names. @internal */
  public get _reach(): Pick<PublishingPointProps, 'side' | 'protocols'> & { readonly names: HostName[] } {
    return { side: this.props.side, protocols: this.props.protocols, names: this.hostNames };
  }

  private contribute(): Contribution {
    const { props } = this;
    const configs = this._certificates;
    const bySni: SniCertificate[] = this.sni.map(({ names, config }) => ({
      hostNames: names,
      certificate: config.description.certificate.id,
    }));
    return {
      publishingPoints: [
        compact({
          id: this.node.path,
          name: this.node.id,
          mode: props.mode,
          certificate: this.config?.description.certificate.id,
          trusts: props.trusts?.map((issuer) => issuer.anchor.id),
          verifiesServer: props.verifiesServer,
          acceptsAnyIssuer: props.acceptsAnyIssuer,
          hostNames: this.hostNames,
          sides: props.side && SIDES[props.side],
          protocols: props.protocols,
          sniCertificates: bySni.length === 0 ? undefined : bySni,
          requiresSni: props.requiresSni,
          behind: props.behind?.node.path,
          serverName: this.serverName,
          nameCheck: props.nameCheck,
          clientCertificates: props.clientCertificates,
          delegatesKerberos: props.delegatesKerberos,
          stapling: props.stapling,
          tls: props.tls,
          serverTls: props.serverTls,
          location: this.location,
        }),
      ],
      certificates: configs.map(({ description }) => description.certificate),
      anchors: [
        ...configs.flatMap(({ description }) => description.anchors),
        ...(props.trusts ?? []).map((issuer) => anchorIn(this, issuer)),
      ],
    };
  }
}

const SIDES: Readonly<Record<PublishingSide, NetworkSide[]>> = {
  [PublishingSide.INSIDE]: [NetworkSide.INSIDE],
  [PublishingSide.OUTSIDE]: [NetworkSide.OUTSIDE],
  [PublishingSide.BOTH]: [NetworkSide.INSIDE, NetworkSide.OUTSIDE],
};

function isSameName(a: HostName, b: HostName): boolean {
  return a.value === b.value && a.expression === b.expression;
}

/** Whether a name of a certificate, host name or wildcard name, is for a host name. */
function isFor(declared: HostName, host: HostName): boolean {
  if (host.value === undefined) return declared.expression === host.expression;
  return declared.value !== undefined && presentedNameMatches(declared.value, host.value);
}

/** Faults of the points next to one server: two for one name, side and protocol, of which neither is behind the other. */
export function faultsOfPoints(
  server: Construct,
  points: readonly PublishingPoint[],
  location: SourceLocation | undefined,
): void {
  points.forEach((one, index) => {
    for (const other of points.slice(index + 1)) {
      const name = sharedName(one, other);
      if (name === undefined || isBehind(one, other) || isBehind(other, one)) continue;
      faultOf(server, {
        code: 'publishing-points-overlap',
        message: `${one.node.id} and ${other.node.id} both serve ${name} at the same side: nothing says which one clients meet`,
        fix: 'give each its own hostNames, protocols or side, or put one behind the other (behind)',
        location,
      });
    }
  });
}

/** A name that two points serve for the same clients. */
function sharedName(one: PublishingPoint, other: PublishingPoint): string | undefined {
  const [a, b] = [one._reach, other._reach];
  const sides = SIDES[a.side ?? PublishingSide.OUTSIDE];
  if (!SIDES[b.side ?? PublishingSide.OUTSIDE].some((side) => sides.includes(side))) return undefined;
  if (a.protocols && b.protocols && !a.protocols.some((protocol) => b.protocols?.includes(protocol))) return undefined;
  const shared = a.names.find((one) => b.names.some((name) => isSameName(one, name)));
  return shared?.value ?? shared?.expression;
}

function isBehind(one: PublishingPoint, other: PublishingPoint): boolean {
  const seen = new Set<PublishingPoint>();
  for (let point = one._behind; point !== undefined && !seen.has(point); point = point._behind) {
    if (point === other) return true;
    seen.add(point);
  }
  return false;
}
