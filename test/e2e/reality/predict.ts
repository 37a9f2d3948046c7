import { Assessor } from '../../../lib/matrix';
import {
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  CertificateRole,
  EMPTY_ESTATE,
  Encryption,
  type Estate,
  ExchangeProduct,
  KeyCustody,
  PublishingMode,
  RevocationStatus,
  RootState,
  TlsVersion,
  type RootStateDeclaration,
  type TrustAnchor,
} from '../../../lib/model';
import { certificateFacts, issuedPath } from '../../../lib/pki';
import { EstateView, fillMatrix, type Outcome } from '../../../lib/policy';
import type { RealityCase } from './case';

const HTTPS = [{ port: 443, encryption: Encryption.TLS }];

function sourceOf({ specification }: RealityCase): CertificateSourceKind {
  if (specification.source.startsWith('self-signed')) return CertificateSourceKind.SELF_SIGNED;
  return specification.source.startsWith('purchased')
    ? CertificateSourceKind.PURCHASED
    : CertificateSourceKind.INTERNAL_CA;
}

/** What a person who installed a root, or did not, says of the clients; a commercial root is in the store or is none. */
function rootsOf(one: RealityCase, anchors: readonly TrustAnchor[], commercial?: RootState): RootStateDeclaration[] {
  if (!one.installed) return [];
  if (sourceOf(one) === CertificateSourceKind.PURCHASED)
    return commercial === undefined ? [] : anchors.map(({ id }) => ({ anchor: id, state: commercial }));
  return anchors.map(({ id }) => ({ anchor: id, state: RootState.INSTALLED }));
}

/** declared: what synth knows of it, without its bytes; issued: the certificate is available. */
export type Known = 'declared' | 'issued';

/** One server behind something that ends TLS for it, which is what the servers here are, and the clients of one platform. */
function estateOf(one: RealityCase, platform: string, now: Date, known: Known, commercial?: RootState): Estate {
  const source = sourceOf(one);
  const purchased = source === CertificateSourceKind.PURCHASED;
  const root = one.anchor.certificate;
  const { anchors, faults } = issuedPath({
    leaf: one.leaf.certificate,
    intermediates: one.served.map(({ certificate }) => certificate),
    commercialRoots: purchased && one.installed ? [root] : [],
    privateRoots: source === CertificateSourceKind.INTERNAL_CA ? [root] : [],
    now,
    selfSignedId: 'certificate',
  });
  return {
    ...EMPTY_ESTATE,
    anchors,
    certificates: [
      {
        id: 'certificate',
        source,
        state: known === 'issued' ? CertificateState.ISSUED : CertificateState.DECLARED,
        exchangeDefault: false,
        facts: certificateFacts(one.leaf.certificate),
        uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
        custody: KeyCustody.FILE,
        ...(anchors.length === 0 ? {} : { anchor: anchors[0].id }),
        ...(known === 'issued' ? { pem: one.leaf.pem } : {}),
        chainPem: known === 'issued' ? one.served.map(({ pem }) => pem) : [],
        revocation: RevocationStatus.UNKNOWN,
        crlPem: [],
        faults: known === 'issued' ? faults : [],
        notes: [],
      },
    ],
    servers: [
      {
        id: 'server',
        name: 'server',
        stack: 'reality',
        release: { product: ExchangeProduct.EXCHANGE_SE },
        fqdn: { value: one.host },
        internalHost: { value: one.host },
        externalHost: { value: one.host },
        mailDomains: [],
        publicDeployment: true,
        roles: [],
      },
    ],
    bindings: [
      {
        id: 'server/owa',
        server: 'server',
        protocol: ClientProtocol.OWA,
        listeners: HTTPS,
        internalHosts: [{ value: one.host }],
        externalHosts: [{ value: one.host }],
        authentication: [],
        clientCertificates: ClientCertificateMode.IGNORE,
        role: CertificateRole.IIS,
        publishingPoint: 'point',
        byDefault: true,
      },
    ],
    publishingPoints: [
      {
        id: 'point',
        name: 'point',
        mode: PublishingMode.OFFLOAD,
        hostNames: [{ value: one.host }],
        certificate: 'certificate',
        tls: { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_3 },
      },
    ],
    populations: [
      {
        id: 'clients',
        name: 'clients',
        platform,
        place: ClientPlace.OUTSIDE,
        management: ClientManagement.NONE,
        roots: rootsOf(one, anchors, commercial),
        uses: [ClientProtocol.OWA],
        servers: ['server'],
        clientCertificates: false,
      },
    ],
  };
}

/**
 * What the matrix says of the clients of a platform before a case.
 * @param commercial what they state of a commercial root that is installed; left out: nothing, the lists of roots count
 */
export function predict(
  one: RealityCase,
  platform: string,
  now: Date,
  known: Known = 'issued',
  commercial?: RootState,
): Outcome {
  const estate = estateOf(one, platform, now, known, commercial);
  const view = new EstateView(estate, now);
  fillMatrix(view, new Assessor(estate, now));
  return view.populations[0].groups[0].outcome;
}
