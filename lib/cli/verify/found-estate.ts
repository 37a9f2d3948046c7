import { PLATFORMS } from '../../clients';
import { protocolFacts } from '../../exchange';
import {
  bareBinding,
  bareCertificate,
  barePopulation,
  bareServer,
  Certificate,
  EMPTY_ESTATE,
  Estate,
  ExchangeProduct,
  PolicySettings,
  ProbeOutcome,
  PublishingMode,
  PublishingPoint,
  TrustAnchor,
} from '../../model';
import { ipVersion } from '../../names';
import { certificateFacts, commercialRoots, issuedPath, issuerRevoked, readCertificates } from '../../pki';
import { Observed, saidOf, staplesOf, Survey } from '../../verify';
import { anchorKind, NOT_KNOWN, SOURCES } from '../inspect/clients';

/** The rules that apply where nobody declared anything: what it presents, and what clients make of it. */
const RULES: readonly string[] = [
  'autodiscover-led-wrong',
  'certificate-expired',
  'certificate-not-for-servers',
  'certificate-not-yet-valid',
  'certificate-path-broken',
  'certificate-revoked',
  'chain-sent-wrong',
  'clock-differs',
  'endpoint-in-clear',
  'endpoint-not-served',
  'extension-refused-by-clients',
  'hash-outdated',
  'hash-refused-by-clients',
  'key-refused-by-clients',
  'lifetime-refused-by-clients',
  'large-hello-unanswered',
  'name-not-covered',
  'name-refused-by-clients',
  'nodes-differ',
  'old-versions-answered',
  'path-refused-by-clients',
  'revocation-not-known',
  'rsa-key-too-short',
  'served-tls-too-old',
  'staple-wrong',
  'usage-refused-by-clients',
  'wildcard-refused-by-clients',
];

const POLICY: PolicySettings = {
  packs: [{ pack: 'found', scope: '', rules: [...RULES] }],
  levels: [],
  baseline: [],
  refuseFrom: 'error',
};

/** An endpoint that was found, and those that were tried and are not there. */
export interface Found {
  readonly estate: Estate;
  /** Endpoints that were guessed and did not answer, in words. */
  readonly absent: string[];
}

/**
 * What was found on hosts that nobody declared, as an estate: what ends TLS there stands in front of a server, and clients of every
 * platform, which nobody manages, use it. Guessed ports that do not answer are left out where the host serves something.
 */
export function foundEstate({ observed, pool }: Survey, now: Date): Found {
  const served = new Set(observed.filter(isMet).map(({ target }) => target.host));
  const isAbsent = (one: Observed): boolean => !isMet(one) && (served.has(one.target.host) || isGuessedName(one));
  const kept = observed.filter((one) => !isAbsent(one));
  const parts = new FoundParts(now);
  for (const one of kept.filter(isAsClientsAsk)) {
    const [chain] = one.observation.chains;
    if (chain) parts.add(one, pool.pemOf(chain.sha256), chain.sha1);
  }
  const absent = observed.filter((one) => isAbsent(one) && isAsClientsAsk(one)).map(inWords);
  return { estate: { ...parts.estate(), observations: kept.map(({ observation }) => observation) }, absent };
}

/** With the host name; of an address there is none to send. */
function isAsClientsAsk({ target, observation }: Observed): boolean {
  return observation.sni || ipVersion(target.host) !== 0;
}

/** Outcomes by which nothing is there, as far as can be seen from here. */
const ABSENT: readonly ProbeOutcome[] = [
  ProbeOutcome.NAME_NOT_FOUND,
  ProbeOutcome.NAME_TIMEOUT,
  ProbeOutcome.NAME_FAILED,
  ProbeOutcome.REFUSED,
  ProbeOutcome.CONNECT_TIMEOUT,
  ProbeOutcome.UNREACHABLE,
];

function isMet({ observation }: Observed): boolean {
  return !ABSENT.includes(observation.outcome);
}

/** Autodiscover is guessed for each domain; that it has no name is no fault of the host that was named. */
function isGuessedName({ target: { host, owners } }: Observed): boolean {
  return owners[0].protocol === 'autodiscover' && host.startsWith('autodiscover.');
}

function inWords({ target: { host, port }, observation: { outcome } }: Observed): string {
  return `${host}:${port} ${outcome}`;
}

/** The words of CAs on a certificate. */
type Said = ReturnType<typeof saidOf>;

/** Puts servers, protocols and certificates together. */
class FoundParts {
  private readonly certificates = new Map<string, Certificate>();
  private readonly anchors = new Map<string, TrustAnchor>();
  private readonly points = new Map<string, PublishingPoint>();
  private readonly listeners = new Map<string, Observed[]>();

  public constructor(private readonly now: Date) {}

  public add(one: Observed, pems: readonly string[], sha1: string): void {
    const { host, owners } = one.target;
    const [{ protocol, binding }] = owners;
    const certificate = this.certificate(pems, sha1, saidOf(one.observation, one.observation.chains[0].sha256[0]));
    if (certificate === undefined) return;
    this.listeners.set(binding, [...(this.listeners.get(binding) ?? []), one]);
    const hostNames = [{ value: host }];
    const point = {
      id: binding,
      name: binding,
      mode: PublishingMode.OFFLOAD,
      hostNames,
      certificate,
      protocols: [protocol],
      stapling: staplesOf(one.observation),
      ...(one.observation.rsa ? { rsaBeside: true } : {}),
    };
    if (!this.points.has(binding)) this.points.set(binding, point);
  }

  public estate(): Estate {
    const release = { product: ExchangeProduct.EXCHANGE_SE };
    const hosts = [...new Set([...this.listeners.values()].map(([{ target }]) => target.host))];
    const bindings = [...this.listeners].map(([id, all]) => {
      const [{ target }] = all;
      const { protocol } = target.owners[0];
      return bareBinding({
        server: target.host,
        protocol,
        role: protocolFacts(protocol).role,
        listeners: all.map((one) => ({ port: one.target.port, encryption: one.target.encryption })),
        externalHosts: [{ value: target.host }],
        publishingPoint: id,
      });
    });
    return {
      ...EMPTY_ESTATE,
      policies: [POLICY],
      servers: hosts.map((id) => bareServer({ id, release, externalHost: { value: id } })),
      bindings,
      certificates: [...this.certificates.values()],
      anchors: [...this.anchors.values()],
      publishingPoints: [...this.points.values()],
      populations: PLATFORMS.map(({ id, label }) =>
        barePopulation({
          id,
          platform: id,
          name: label,
          uses: [...new Set(bindings.map(({ protocol }) => protocol))],
          servers: hosts,
        }),
      ),
    };
  }

  /** Id of the certificate; undefined where it can't be read. */
  private certificate(pems: readonly string[], sha1: string, { revocation, revokedIssuer }: Said): string | undefined {
    const id = `presented ${sha1}`;
    if (this.certificates.has(id)) return id;
    let leaf, intermediates;
    try {
      [leaf, ...intermediates] = pems.flatMap((pem) => readCertificates(pem, id).certificates);
    } catch {
      return undefined; // chain-sent-wrong names it
    }
    const store = commercialRoots().certificates;
    const path = issuedPath({ leaf, intermediates, commercialRoots: store, now: this.now, selfSignedId: id });
    for (const anchor of path.anchors) this.anchors.set(anchor.id, anchor);
    const [first, ...further] = path.anchors;
    this.certificates.set(
      id,
      bareCertificate({
        id,
        source: SOURCES[anchorKind(path.anchors)],
        facts: certificateFacts(leaf),
        pem: leaf.pem,
        chainPem: intermediates.map(({ pem }) => pem),
        ...(revocation === undefined ? {} : { revocation }),
        ...(first ? { anchor: first.id } : {}),
        ...(further.length > 0 ? { furtherAnchors: further.map((anchor) => anchor.id) } : {}),
        faults: [
          ...path.faults.filter(({ code }) => !NOT_KNOWN.has(code)),
          ...(revokedIssuer ? [issuerRevoked(revokedIssuer.name, revokedIssuer.message)] : []),
        ],
      }),
    );
    return id;
  }
}
