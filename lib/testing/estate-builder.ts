import { protocolFacts } from '../exchange';
import {
  Acknowledgement,
  Binding,
  Certificate,
  CertificateFacts,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ClientAuthentication,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  Connector,
  ConnectorKind,
  EdgeTransport,
  Federation,
  EMPTY_ESTATE,
  Estate,
  ExchangeProduct,
  HybridConfiguration,
  KeyCustody,
  KeyType,
  AutodiscoverMethod,
  MailDomain,
  Organization,
  Population,
  PublishingMode,
  PublishingPoint,
  RevocationStatus,
  RoleAssignment,
  Server,
  ServerAuthentication,
  TlsInspector,
  TrustAnchor,
  TrustAnchorKind,
} from '../model';

/** The moment at which a rule's cases are judged unless they say another. */
export const TEST_NOW = new Date('2026-06-01T00:00:00.000Z');

/** A certificate; what is left out is that of a good purchased one for mail.contoso.com. */
export interface TestCertificate extends Partial<Omit<Certificate, 'facts' | 'id'>> {
  readonly facts?: CertificateFacts;
}

/** A binding of a server; what is left out follows from the server and the protocol. */
export interface TestBinding extends Partial<Binding> {
  readonly protocol: ClientProtocol;
}

/** A server; what is left out is that of Exchange 2019 CU15, published as mail.contoso.com. */
export interface TestServer extends Partial<Omit<Server, 'roles' | 'internalHost' | 'externalHost'>> {
  readonly internalHost?: string;
  /** `null`: not published outside. */
  readonly externalHost?: string | null;
  /** Certificate of every role that clients meet. Default: `web`. */
  readonly certificate?: string;
  /** Roles that have certificates of their own, or that no client meets. */
  readonly roles?: RoleAssignment[];
  /** Default: OWA, ActiveSync and Autodiscover. */
  readonly protocols?: (ClientProtocol | TestBinding)[];
  readonly publishingPoint?: string;
}

/** A population; what is left out is that of Windows 10 outside, with all protocols and servers of the estate. */
export type TestPopulation = Partial<Population>;

/** What an estate for tests is made of. */
export interface TestEstateProps {
  /** Default: one. */
  readonly servers?: TestServer[];
  /** By id. Default: `web`. */
  readonly certificates?: Record<string, TestCertificate>;
  /** By id. Default: `root`, the root of a commercial CA. */
  readonly anchors?: Record<string, Partial<TrustAnchor>>;
  readonly publishingPoints?: Partial<PublishingPoint>[];
  readonly populations?: TestPopulation[];
  readonly mailDomains?: Partial<MailDomain>[];
  readonly connectors?: Partial<Connector>[];
  readonly serverAuthentications?: Partial<ServerAuthentication>[];
  readonly hybrids?: Partial<HybridConfiguration>[];
  readonly edges?: Partial<EdgeTransport>[];
  readonly federations?: Partial<Federation>[];
  readonly inspectors?: Partial<TlsInspector>[];
  readonly organizations?: Partial<Organization>[];
  readonly acknowledgements?: Acknowledgement[];
}

const MAIL = 'mail.contoso.com';
const CLIENT_ROLES = [CertificateRole.IIS, CertificateRole.POP, CertificateRole.IMAP, CertificateRole.SMTP];
const DAY = 86_400;
const USUAL = [ClientProtocol.OWA, ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER];

/** Builds estates for tests: everything is there and right, until a case says otherwise. */
export class TestEstate {
  /** An estate; without props, one that every rule of the package is content with. */
  public static of(props: TestEstateProps = {}): Estate {
    const given = props.servers ?? [{}];
    const servers = given.map(serverOf);
    const ids = servers.map(({ id }) => id);
    const bindings = given.flatMap((server, index) => bindingsOf(server, servers[index]));
    const anchors = { root: {}, ...props.anchors };
    return {
      ...EMPTY_ESTATE,
      servers,
      bindings,
      certificates: Object.entries(props.certificates ?? { web: {} }).map(([id, certificate]) =>
        certificateOf(id, certificate),
      ),
      anchors: Object.entries(anchors).map(([id, anchor]) => anchorOf(id, anchor)),
      publishingPoints: (props.publishingPoints ?? []).map(pointOf),
      populations: (props.populations ?? []).map((population, index) => populationOf(population, index, ids, bindings)),
      mailDomains: (props.mailDomains ?? []).map((domain) => ({
        domain: 'contoso.com',
        method: AutodiscoverMethod.OWN_NAME,
        servers: ids,
        ...domain,
      })),
      connectors: (props.connectors ?? []).map((connector, index) => ({
        id: `app/connector${index + 1}`,
        name: `connector${index + 1}`,
        kind: ConnectorKind.SEND,
        servers: ids,
        mutualTls: false,
        ...connector,
      })),
      serverAuthentications: (props.serverAuthentications ?? []).map((auth, index) => ({
        id: `app/auth${index + 1}`,
        certificate: 'auth',
        servers: ids,
        ...auth,
      })),
      hybrids: (props.hybrids ?? []).map((hybrid, index) => ({
        id: `app/hybrid${index + 1}`,
        primaryDomain: 'contoso.com',
        transportHosts: [{ value: MAIL }],
        servers: ids,
        certificates: ['web'],
        ...hybrid,
      })),
      edges: (props.edges ?? []).map((edge, index) => ({
        id: `app/edge${index + 1}`,
        name: `edge${index + 1}`,
        certificate: 'edge',
        servers: ids,
        ...edge,
      })),
      federations: (props.federations ?? []).map((federation, index) => ({
        id: `app/federation${index + 1}`,
        certificate: 'federation',
        servers: ids,
        ...federation,
      })),
      ...(props.inspectors && {
        inspectors: props.inspectors.map((inspector, index) => ({
          id: `app/inspector${index + 1}`,
          name: `inspector${index + 1}`,
          exempt: [],
          ...inspector,
        })),
      }),
      ...(props.organizations && {
        organizations: props.organizations.map((organization, index) => ({
          id: `app/organization${index + 1}`,
          servers: ids,
          ...organization,
        })),
      }),
      acknowledgements: props.acknowledgements ?? [],
    };
  }

  private constructor() {}
}

function serverOf(given: TestServer, index: number): Server {
  const name = given.name ?? `cas0${index + 1}`;
  const { certificate, roles, protocols: _, publishingPoint: __, internalHost, externalHost, ...rest } = given;
  const own = new Set(roles?.map(({ role }) => role));
  const main = CLIENT_ROLES.filter((role) => !own.has(role)).map((role) => ({
    role,
    certificate: certificate ?? 'web',
  }));
  return {
    id: `app/${name}`,
    name,
    stack: 'app',
    release: { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 },
    fqdn: { value: `${name}.corp.contoso.com` },
    netBiosName: name.toUpperCase().slice(0, 15),
    internalHost: { value: internalHost ?? MAIL },
    ...(externalHost === null ? {} : { externalHost: { value: externalHost ?? MAIL } }),
    mailDomains: ['contoso.com'],
    publicDeployment: externalHost !== null,
    roles: [...main, ...(roles ?? [])],
    ...rest,
  };
}

function bindingsOf(given: TestServer, server: Server): Binding[] {
  return (given.protocols ?? USUAL).map((asked) => {
    const { protocol, ...more } = typeof asked === 'string' ? { protocol: asked } : asked;
    const facts = protocolFacts(protocol);
    const assigned = server.roles.find(({ role }) => role === (more.role ?? facts.role))?.certificate;
    return {
      id: `${server.id}/${protocol}`,
      server: server.id,
      protocol,
      listeners: facts.defaultListeners(server.release),
      encryptionRequired: true,
      internalHosts: [server.internalHost],
      externalHosts: server.externalHost ? [server.externalHost] : [],
      authentication: [ClientAuthentication.BASIC],
      clientCertificates: ClientCertificateMode.IGNORE,
      role: facts.role,
      ...(assigned === undefined ? {} : { certificate: assigned }),
      ...(given.publishingPoint === undefined ? {} : { publishingPoint: given.publishingPoint }),
      byDefault: true,
      ...more,
    };
  });
}

function certificateOf(id: string, given: TestCertificate): Certificate {
  const { facts, ...rest } = given;
  const notBefore = facts?.notBefore ?? '2026-05-01T00:00:00.000Z';
  const seconds = facts?.lifetimeSeconds ?? 90 * DAY;
  return {
    id,
    source: CertificateSourceKind.PURCHASED,
    state: CertificateState.ISSUED,
    exchangeDefault: false,
    uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
    custody: KeyCustody.FILE,
    anchor: 'root',
    chainPem: [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    renewal: { unattended: true, atShare: 2 / 3 },
    faults: [],
    notes: [],
    ...rest,
    facts: {
      subject: `CN=${MAIL}`,
      commonName: MAIL,
      issuer: 'CN=Public Issuing CA',
      notBefore,
      notAfter: new Date(Date.parse(notBefore) + (seconds - 1) * 1000).toISOString(),
      lifetimeSeconds: seconds,
      keyType: KeyType.RSA,
      keyBits: 2048,
      signatureHash: 'sha256',
      dnsNames: [{ value: MAIL }, { value: 'autodiscover.contoso.com' }],
      ipAddresses: [],
      keyUsages: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsages: ['serverAuth'],
      isCa: false,
      selfSigned: false,
      crlUrls: ['http://crl.example.com/ca.crl'],
      ocspUrls: [],
      hasPolicies: true,
      ...facts,
    },
  };
}

function anchorOf(id: string, given: Partial<TrustAnchor>): TrustAnchor {
  return {
    id,
    name: given.name ?? `Root ${id}`,
    kind: TrustAnchorKind.COMMERCIAL,
    madeHere: false,
    endEntity: false,
    signatureHash: 'sha256',
    ...given,
  };
}

function pointOf(given: Partial<PublishingPoint>, index: number): PublishingPoint {
  return {
    id: `app/point${index + 1}`,
    name: `point${index + 1}`,
    mode: PublishingMode.BRIDGING,
    hostNames: [{ value: MAIL }],
    ...given,
  };
}

function populationOf(given: TestPopulation, index: number, servers: string[], bindings: Binding[]): Population {
  const name = given.name ?? `clients${index + 1}`;
  return {
    id: `app/${name}`,
    name,
    platform: 'windows-10',
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    roots: [],
    uses: [...new Set(bindings.map(({ protocol }) => protocol))],
    servers,
    clientCertificates: false,
    ...given,
  };
}
