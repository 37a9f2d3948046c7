import { PLATFORMS, rootReach } from '../../clients';
import { Assessor } from '../../matrix';
import {
  bareBinding,
  bareCertificate,
  barePopulation,
  bareServer,
  CertificateRole,
  CertificateSourceKind,
  ClientProtocol,
  EMPTY_ESTATE,
  Encryption,
  ExchangeProduct,
  KeyCustody,
  PublishingMode,
  RevocationStatus,
  RootState,
  TlsVersion,
  TrustAnchorKind,
  type Estate,
  type TrustAnchor,
} from '../../model';
import {
  anchorFacts,
  certificateFacts,
  issuedPath,
  type Certificate509,
  type IssuedPath,
  type RevocationList,
} from '../../pki';
import { EstateView, fillMatrix, OutcomeKind, type Outcome } from '../../policy';

/** Why clients refuse, or why it is not known. */
export interface ClientReason {
  /** Stable name, as in the compatibility matrix. */
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  /** Document and section, or measurement. */
  readonly section: string;
}

/** What the clients of one platform do with a certificate whose root they hold. */
export interface ClientVerdict {
  /** Id of the platform; `current` for current clients in general. */
  readonly profile: string;
  readonly clients: string;
  /** `differs`: some current clients accept, others refuse. */
  readonly verdict: 'accepts' | 'refuses' | 'unknown' | 'differs';
  readonly reasons: readonly ClientReason[];
}

/** Whether a platform's store holds the root, or how it comes there. */
export interface StoreView {
  readonly platform: string;
  readonly label: string;
  /** Left out: unknown. */
  readonly state?: RootState;
  readonly reason: string;
  readonly source: string;
}

/** How a path ends: in a root of the commercial stores, in a root or certificate of one's own, or nowhere. */
export type AnchorKind = 'commercial' | 'private' | 'self-signed' | 'none';

/** A server's certificate, what belongs to it, and what clients are assumed to hold. */
export interface ClientQuestion {
  readonly leaf: Certificate509;
  /** Everything else of the files. */
  readonly others: readonly Certificate509[];
  readonly commercialRoots: readonly Certificate509[];
  readonly privateRoots: readonly Certificate509[];
  readonly lists: readonly RevocationList[];
  /** Host names that clients use. Default: the first name of the certificate. */
  readonly names: readonly string[];
  readonly now: Date;
  /** Whether clients may meet it: a CA's own certificate is not judged as a server's. Default: true. */
  readonly isServers?: boolean;
}

/** What clients do with a certificate, and whose stores hold its root. */
export interface ClientAnswer {
  readonly anchor: AnchorKind;
  /** Empty for a certificate that is no server's. */
  readonly verdicts: readonly ClientVerdict[];
  readonly stores: readonly StoreView[];
}

/** Clients of today whose validators were measured: together they are "current clients". The first is the engine of most browsers. */
const CURRENT = ['linux-chromium', 'linux-firefox', 'linux-openssl', 'linux-go'] as const;

/** Faults that say that a path can't be judged, not that a client refuses it. */
export const NOT_KNOWN: ReadonlySet<string> = new Set([
  'issuer-missing',
  'untrusted-root',
  'self-signed',
  'anchor-unknown',
  'signature-unchecked',
  'encoding',
]);

export const SOURCES: Readonly<Record<AnchorKind, CertificateSourceKind>> = {
  commercial: CertificateSourceKind.PURCHASED,
  private: CertificateSourceKind.INTERNAL_CA,
  'self-signed': CertificateSourceKind.SELF_SIGNED,
  none: CertificateSourceKind.INTERNAL_CA,
};

/** What every platform does with the certificate on a plain connection: the cells of the compatibility matrix. */
export function askClients(question: ClientQuestion): ClientAnswer {
  const { leaf, others, commercialRoots, privateRoots, lists, now } = question;
  const path = issuedPath({
    leaf,
    intermediates: others.filter((certificate) => certificate !== leaf),
    commercialRoots,
    privateRoots,
    now,
    crls: lists,
    selfSignedId: 'certificate',
  });
  const anchor = anchorKind(path.anchors);
  const stores = path.anchors.slice(0, 1).flatMap((root) => storeViews(root, now));
  if (question.isServers === false) return { anchor, verdicts: [], stores };
  const estate = plainEstate(question, path, anchor);
  const view = new EstateView(estate, now);
  fillMatrix(view, new Assessor(estate, now));
  const platforms = view.populations.map(({ population, groups }): ClientVerdict => {
    const outcome = groups[0]!.outcome;
    return {
      profile: population.id,
      clients: population.name,
      verdict: verdictOf(outcome),
      reasons: reasonsOf(outcome),
    };
  });
  return { anchor, verdicts: [currentClients(platforms), ...platforms], stores };
}

/** How a path ends. */
export function anchorKind([anchor]: readonly TrustAnchor[]): AnchorKind {
  switch (anchor?.kind) {
    case undefined:
      return 'none';
    case TrustAnchorKind.COMMERCIAL:
      return 'commercial';
    case TrustAnchorKind.SELF_SIGNED:
      return 'self-signed';
    default:
      return 'private';
  }
}

/** One server that presents the certificate for web mail, and the clients of every platform, which hold the root. */
function plainEstate({ leaf, others, names }: ClientQuestion, path: IssuedPath, anchor: AnchorKind): Estate {
  const hosts = namesToAsk(leaf, names).map((value) => ({ value }));
  const state = anchor === 'commercial' ? RootState.PREINSTALLED : RootState.INSTALLED;
  // Between a certificate and a root that clients hold nothing may be missing; without a root the rest may lie in another file.
  const isRooted = path.anchors.length > 0;
  return {
    ...EMPTY_ESTATE,
    anchors: path.anchors,
    certificates: [
      bareCertificate({
        id: 'certificate',
        source: SOURCES[anchor],
        facts: certificateFacts(leaf),
        custody: KeyCustody.FILE,
        ...(path.anchors.length === 0 ? {} : { anchor: path.anchors[0]!.id }),
        pem: leaf.pem,
        chainPem: others.filter((certificate) => certificate !== leaf).map(({ pem }) => pem),
        revocation: path.revoked ? RevocationStatus.REVOKED : RevocationStatus.UNKNOWN,
        faults: path.faults.filter(({ code }) => !NOT_KNOWN.has(code) || (code === 'issuer-missing' && isRooted)),
      }),
    ],
    servers: [
      bareServer({
        id: 'server',
        release: { product: ExchangeProduct.EXCHANGE_SE },
        fqdn: hosts[0] ?? { value: 'server' },
        externalHost: hosts[0] ?? { value: 'server' },
      }),
    ],
    bindings: [
      bareBinding({
        server: 'server',
        protocol: ClientProtocol.OWA,
        listeners: [{ port: 443, encryption: Encryption.TLS }],
        internalHosts: hosts,
        externalHosts: hosts,
        role: CertificateRole.IIS,
        publishingPoint: 'point',
      }),
    ],
    // What ends TLS is no Exchange server, and speaks every version: the question is which certificates clients take.
    publishingPoints: [
      {
        id: 'point',
        name: 'point',
        mode: PublishingMode.OFFLOAD,
        hostNames: hosts,
        certificate: 'certificate',
        tls: { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_3 },
      },
    ],
    populations: PLATFORMS.map(({ id, label }) =>
      barePopulation({
        id,
        name: label,
        platform: id,
        roots: path.anchors.map((root) => ({ anchor: root.id, state })),
        uses: [ClientProtocol.OWA],
        servers: ['server'],
      }),
    ),
  };
}

/** Asked for where a certificate names nothing: no certificate speaks for it (RFC 6761, 6.4). */
const ANY_HOST = 'any-host.invalid';

/** A wildcard stands for a host below it; a certificate without alternative names is asked for its common name. */
function namesToAsk(leaf: Certificate509, names: readonly string[]): string[] {
  if (names.length > 0) return names.map((name) => name.toLowerCase());
  const usable = leaf.dnsNames.find((name) => /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name));
  const [first] = [usable, leaf.ipAddresses[0], leaf.commonName].filter((name) => name !== undefined);
  return [(first ?? ANY_HOST).toLowerCase().replace(/^\*\./, 'mail.')];
}

function verdictOf({ kind, others = [] }: Outcome): 'accepts' | 'refuses' | 'unknown' {
  const kinds = [kind, ...others.map((outcome) => outcome.kind)];
  if (kinds.includes(OutcomeKind.FAILS) || kinds.includes(OutcomeKind.PROMPTS)) return 'refuses';
  return kind === OutcomeKind.WORKS ? 'accepts' : 'unknown';
}

/** Reasons for the verdict; where clients refuse, what is not known does not matter. */
function reasonsOf(outcome: Outcome): ClientReason[] {
  const all = [outcome, ...(outcome.others ?? [])].filter(({ kind }) => kind !== OutcomeKind.WORKS);
  const known = all.filter(({ kind }) => kind !== OutcomeKind.UNKNOWN);
  return (known.length > 0 ? known : all).map(({ code, message, fix, sources }) => ({
    code,
    message: message.replaceAll(ANY_HOST, 'any host'),
    fix: fix?.replaceAll(ANY_HOST, 'the host name that clients use'),
    section: sources.join('; '),
  }));
}

/** What the engine of most browsers refuses is refused; where others of today differ, so does the answer. */
function currentClients(platforms: readonly ClientVerdict[]): ClientVerdict {
  const current = CURRENT.map((id) => platforms.find(({ profile }) => profile === id)!);
  const [leading] = current;
  const verdicts = new Set(current.map(({ verdict }) => verdict));
  const all = { profile: 'current', clients: 'current clients' };
  if (leading!.verdict === 'refuses') return { ...all, verdict: 'refuses', reasons: leading!.reasons };
  if (verdicts.has('refuses')) {
    const refusing = current.find(({ verdict }) => verdict === 'refuses')!;
    return { ...all, verdict: 'differs', reasons: refusing.reasons };
  }
  if (verdicts.size === 1 && verdicts.has('accepts')) return { ...all, verdict: 'accepts', reasons: [] };
  return { ...all, verdict: 'unknown', reasons: current.find(({ verdict }) => verdict === 'unknown')!.reasons };
}

/** Where a root of the commercial stores is held. */
export function storesOfCommercialRoot(root: Certificate509, now: Date): StoreView[] {
  const { displayName: name } = root;
  return storeViews({ id: 'root', name, kind: TrustAnchorKind.COMMERCIAL, madeHere: false, ...anchorFacts(root) }, now);
}

/** What the stores of clients hold that nobody manages: the least that can be counted on. */
function storeViews(anchor: TrustAnchor, now: Date): StoreView[] {
  return PLATFORMS.map(({ id, label }) => {
    const { state, reason, source } = rootReach(
      barePopulation({ id, platform: id }),
      anchor,
      now.toISOString().slice(0, 10),
    );
    return { platform: id, label, state, reason, source };
  });
}
