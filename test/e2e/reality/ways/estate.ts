import { Assessor } from '../../../../lib/matrix';
import {
  CertificateRole,
  type Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ClientAuthentication,
  ClientCertificateMode,
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  EMPTY_ESTATE,
  Encryption,
  type Estate,
  ExchangeProduct,
  KeyCustody,
  NameCheck,
  NetworkSide,
  PublishingMode,
  type PublishingPoint,
  RevocationStatus,
  RootState,
  type StatedFact,
  TlsVersion,
  TokenChecking,
  type TlsInspector,
  type TlsRange,
  type TrustAnchor,
  TrustAnchorKind,
} from '../../../../lib/model';
import { anchorFacts, certificateFacts } from '../../../../lib/pki';
import { EstateView, fillMatrix, type Outcome } from '../../../../lib/policy';
import { versionsOf, type TlsVersions } from './hop';
import { EVERY_HOST, SERVER_NAME, type AuthorityName, type Presenter, type Way, type WayCertificate } from './way';

const MODES = {
  pass: PublishingMode.PASS_THROUGH,
  bridge: PublishingMode.BRIDGING,
  offload: PublishingMode.OFFLOAD,
} as const;
const SIDES = [NetworkSide.INSIDE, NetworkSide.OUTSIDE];
/** Private CAs whose root the clients of every way hold. */
const HELD_BY_CLIENTS: readonly AuthorityName[] = ['root', 'inspection'];

function rangeOf(tls: TlsVersions): TlsRange {
  const { highest, lowest } = versionsOf(tls);
  return { lowest: lowest as TlsVersion, highest: highest as TlsVersion };
}

function requiredAt(where: 'server' | 'point', { specification }: Way): ClientCertificateMode {
  return specification.clientCertificate === where ? ClientCertificateMode.REQUIRE : ClientCertificateMode.IGNORE;
}

/** Gathers what a way declares. */
class Declaration {
  public readonly certificates: Certificate[] = [];
  public readonly anchors: readonly TrustAnchor[];
  private readonly ids = new Map<WayCertificate, string>();

  public constructor(way: Way) {
    this.anchors = Object.entries(way.authorities).map(([id, { certificate }]) => ({
      id,
      name: certificate.subject,
      kind: id === 'commercial' ? TrustAnchorKind.COMMERCIAL : TrustAnchorKind.PRIVATE,
      madeHere: false,
      ...anchorFacts(certificate),
    }));
  }

  /** Id of a certificate, which is then declared. */
  public idOf(certificate: WayCertificate): string {
    let id = this.ids.get(certificate);
    if (id === undefined) {
      this.ids.set(certificate, (id = `certificate-${this.ids.size + 1}`));
      this.certificates.push(this.declared(id, certificate));
    }
    return id;
  }

  private declared(id: string, { authority, issued }: WayCertificate): Certificate {
    const commercial = authority === 'commercial';
    return {
      id,
      source: commercial ? CertificateSourceKind.PURCHASED : CertificateSourceKind.INTERNAL_CA,
      state: CertificateState.ISSUED,
      exchangeDefault: false,
      facts: certificateFacts(issued.certificate),
      uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
      custody: KeyCustody.FILE,
      anchor: authority,
      pem: issued.pem,
      chainPem: [],
      revocation: RevocationStatus.UNKNOWN,
      crlPem: [],
      faults: [],
      notes: [],
    };
  }
}

function verificationOf({ specification }: Way): Pick<PublishingPoint, 'trusts' | 'verifiesServer' | 'nameCheck'> {
  if (specification.verify === 'nothing') return { verifiesServer: false };
  return {
    trusts: [specification.trusts === 'root' ? 'root' : 'other'],
    ...(specification.verify === 'roots' ? { nameCheck: NameCheck.NONE } : {}),
  };
}

function pointsOf(way: Way, declaration: Declaration): PublishingPoint[] {
  const { specification: s } = way;
  const points: PublishingPoint[] = [];
  let ending = 0;
  for (const hop of way.hops) {
    if (hop.kind === 'inspector') continue;
    const outward = points.at(-1);
    const id = `point-${points.length + 1}`;
    const first = hop.kind !== 'pass' && ending++ === 0;
    const own = hop.kind === 'pass' ? {} : presentedBy(hop, declaration);
    points.push({
      id,
      name: id,
      mode: MODES[hop.kind],
      hostNames: EVERY_HOST.map((value) => ({ value })),
      sides: SIDES,
      ...own,
      ...(outward ? { behind: outward.id } : {}),
      ...(hop.kind === 'bridge' ? verificationOf(way) : {}),
      ...(hop.kind === 'bridge' ? { serverName: { value: s.asks === 'server-name' ? SERVER_NAME : way.host } } : {}),
      ...(hop.kind === 'pass' ? {} : { tls: rangeOf(first ? s.pointTls : '1.2-1.3') }),
      ...(hop.kind === 'bridge' ? { serverTls: rangeOf(s.hopTls) } : {}),
      ...(first ? { clientCertificates: requiredAt('point', way), stapling: s.staples === 'yes' } : {}),
    });
  }
  return points;
}

function presentedBy({ bySni, fallback }: Presenter, declaration: Declaration): Partial<PublishingPoint> {
  return {
    ...(fallback ? { certificate: declaration.idOf(fallback) } : { requiresSni: true }),
    ...(bySni.length === 0
      ? {}
      : {
          sniCertificates: bySni.map(({ certificate, hostNames }) => ({
            hostNames: hostNames.map((value) => ({ value })),
            certificate: declaration.idOf(certificate),
          })),
        }),
  };
}

function inspectorsOf(way: Way): TlsInspector[] {
  if (!way.hops.some(({ kind }) => kind === 'inspector')) return [];
  return [
    {
      id: 'inspector',
      name: 'inspector',
      root: 'inspection',
      ...verificationOf(way),
      exempt: [],
      tls: rangeOf('1.2-1.3'),
      serverTls: rangeOf(way.specification.hopTls),
    },
  ];
}

/** What was set up of the client, and what is therefore known of it. */
function statedOf({ specification }: Way): StatedFact[] {
  const stated = (fact: ClientFact, holds: boolean): StatedFact => ({
    fact,
    holds,
    ground: 'the client is told so on its command line',
    on: '2026-11-30',
  });
  return [
    stated(ClientFact.SNI, specification.clientSni === 'sent'),
    stated(ClientFact.TLS_1_3, specification.clientTls !== '1.2'),
  ];
}

/** The estate of a way: its hops, its server, and the clients of one platform. */
export function estateOf(way: Way, platform: string): Estate {
  const { specification: s } = way;
  const declaration = new Declaration(way);
  const publishingPoints = pointsOf(way, declaration);
  const inspectors = inspectorsOf(way);
  const server = declaration.idOf(way.server);
  const host = [{ value: way.host }];
  const binds = s.channelBinding === 'required';
  const next = publishingPoints.at(-1);
  return {
    ...EMPTY_ESTATE,
    anchors: [...declaration.anchors],
    certificates: declaration.certificates,
    publishingPoints,
    inspectors,
    servers: [
      {
        id: 'server',
        name: 'server',
        stack: 'reality',
        release: { product: ExchangeProduct.EXCHANGE_SE },
        fqdn: { value: SERVER_NAME },
        internalHost: host[0],
        externalHost: host[0],
        mailDomains: [],
        publicDeployment: true,
        roles: [{ role: CertificateRole.IIS, certificate: server }],
        requiresSni: s.serverSni === 'required',
        tls: rangeOf(s.serverTls),
        ...(next ? { publishingPoints: [next.id] } : {}),
      },
    ],
    bindings: [
      {
        id: 'server/owa',
        server: 'server',
        protocol: ClientProtocol.OWA,
        listeners: [{ port: 443, encryption: Encryption.TLS }],
        internalHosts: host,
        externalHosts: host,
        authentication: [binds ? ClientAuthentication.NTLM : ClientAuthentication.BASIC],
        clientCertificates: requiredAt('server', way),
        clientCertificateAtBinding: true,
        tokenChecking: binds ? TokenChecking.REQUIRE : TokenChecking.NONE,
        role: CertificateRole.IIS,
        certificate: server,
        byDefault: true,
      },
    ],
    populations: [
      {
        id: 'clients',
        name: 'clients',
        platform,
        place: s.side === 'inside' ? ClientPlace.INSIDE : ClientPlace.OUTSIDE,
        management: ClientManagement.NONE,
        roots: HELD_BY_CLIENTS.map((anchor) => ({ anchor, state: RootState.INSTALLED })),
        uses: [ClientProtocol.OWA],
        servers: ['server'],
        clientCertificates: s.clientHas === 'certificate',
        stated: statedOf(way),
        ...(inspectors.length > 0 ? { inspector: 'inspector' } : {}),
        ...(binds ? { authentication: ClientAuthentication.NTLM } : {}),
      },
    ],
  };
}

/** What the matrix says of the clients of a platform that take a way. */
export function predictWay(way: Way, platform: string, now: Date): Outcome {
  const estate = estateOf(way, platform);
  const view = new EstateView(estate, now);
  fillMatrix(view, new Assessor(estate, now));
  return view.populations[0].groups[0].outcome;
}
