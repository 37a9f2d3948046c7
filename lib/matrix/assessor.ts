import { PlatformFacts, platformFacts, PLATFORMS } from '../clients';
import { releaseLabel } from '../exchange';
import { ClientPlace, Encryption, endOfValidity, Estate, HostName, Population, TrustAnchor } from '../model';
import { coverageOf } from '../names';
import { BindingView, CertificateView, graver, IAssessor, Outcome, OutcomeKind, ServerView } from '../policy';
import { hostsUsedAt } from '../policy/hosts';
import { situationOf } from './situation';
import { STEPS, stepsFor } from './steps';
import { pathFault } from './steps/integrity';
import { isTolerated } from './steps/trust';

const WORKS: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'works',
  reason: 'the client holds the root, and names, dates, key and use are right',
  source: 'SEED, Overview of Digital Certificates',
});
const TOLERATED: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'default-certificate-tolerated',
  reason:
    'domain-joined Outlook inside overlooks the untrusted chain of the certificate that setup installed, for what it finds through Active Directory',
  source: 'TN:bb851554',
});
const CLEAR: Outcome = Object.freeze({
  kind: OutcomeKind.WORKS,
  code: 'clear-text',
  reason: 'nothing is encrypted, so no certificate is shown',
  source: 'SEED, Understanding SSL',
});

/** The shortest lifetime that some platform refuses to exceed, in seconds. */
const SHORTEST_CLIENT_LIMIT =
  Math.min(...PLATFORMS.map((platform) => platform.maximumLifetimeDays ?? Infinity)) * 86_400;

/** What the bindings of a server share, most often, with the number of its class. */
interface Shown {
  readonly server: ServerView;
  readonly certificate: CertificateView | undefined;
  readonly internalHosts: readonly HostName[];
  readonly externalHosts: readonly HostName[];
  readonly number: number;
}

/** What a binding is by itself, with the number of its class. */
interface Kind {
  readonly role: string;
  readonly clientCertificates: string;
  readonly principal: string | undefined;
  readonly clear: boolean;
  readonly number: number;
}

/** Answers every cell of the compatibility matrix from the facts of Exchange, the clients and the certificate. */
export class Assessor implements IAssessor {
  private readonly certificateClasses = new Map<CertificateView, number>();
  private readonly certificateNumbers = new Map<string, number>();
  private readonly shownNumbers = new Map<string, number>();
  private last?: Shown;
  private readonly kindNumbers = new Map<string, number>();
  private readonly lastKinds = new Map<string, Kind>();
  /** Anchors that some population speaks of by name or fingerprint: their identity matters. */
  private readonly namedAnchors = new Set<string>();
  /** Platforms of the populations whose own validators judge what is at hand. */
  private readonly checking: PlatformFacts[];

  public constructor(
    estate: Estate,
    private readonly now: Date,
  ) {
    const platforms = new Set(estate.populations.map(({ platform }) => platform));
    this.checking = [...platforms]
      .flatMap((id) => platformFacts(id) ?? [])
      .filter(({ checks }) => checks !== undefined);
    for (const population of estate.populations) {
      for (const root of population.roots) {
        if (root.anchor !== undefined) this.namedAnchors.add(root.anchor);
        if (root.fingerprint !== undefined) this.namedAnchors.add(root.fingerprint.toUpperCase());
      }
    }
  }

  public classOf(view: BindingView): string {
    const { binding, publishingPoint: point } = view;
    const own = `${this.classOfShown(view)}|${this.kindOf(view)}`;
    if (!point) return own;
    const certificate = this.classOfCertificate(point.certificate);
    const published = [ClientPlace.OUTSIDE, ClientPlace.OUTSIDE_WITH_VPN]
      .map((place) => this.coverageKey(point.certificate, hostsUsedAt(binding, place)))
      .join(';');
    return `${own}|${point.id}|${certificate}|${published}|${binding.externalHosts.length}`;
  }

  public assess(view: BindingView, population: Population): Outcome {
    if (isClear(view)) {
      const reachable = STEPS[0](situationOf(view, population, this.now));
      return reachable ?? CLEAR;
    }
    const situation = situationOf(view, population, this.now);
    const against = stepsFor(situation).flatMap((step) => step(situation) ?? []);
    if (against.length === 0) return isTolerated(situation) ? TOLERATED : WORKS;
    const worst = against.reduce(graver);
    return against.length === 1 ? worst : { ...worst, others: against.filter((outcome) => outcome !== worst) };
  }

  /** A number for what a binding is by itself, whatever it presents. */
  private kindOf(view: BindingView): number {
    const { protocol, role, clientCertificates, certificatePrincipalName: principal } = view.binding;
    const clear = isClear(view);
    // Bindings of one protocol are nearly always alike.
    const last = this.lastKinds.get(protocol);
    if (
      last?.role === role &&
      last.clientCertificates === clientCertificates &&
      last.principal === principal &&
      last.clear === clear
    )
      return last.number;
    const key = `${protocol}|${role}|${clientCertificates}|${principal ?? ''}|${clear}`;
    const number = numberOf(this.kindNumbers, key);
    this.lastKinds.set(protocol, { role, clientCertificates, principal, clear, number });
    return number;
  }

  /** A number for the release, the certificate, and how it answers for the names that clients connect to. */
  private classOfShown({ binding, server, certificate }: BindingView): number {
    const { internalHosts, externalHosts } = binding;
    const { last } = this;
    // Bindings come server by server, and those of a server nearly always share all of it.
    if (
      last?.server === server &&
      last.certificate === certificate &&
      last.internalHosts === internalHosts &&
      last.externalHosts === externalHosts
    )
      return last.number;
    const { release } = server.server;
    const inside = this.coverageKey(certificate, hostsUsedAt(binding, ClientPlace.INSIDE));
    const outside = this.coverageKey(certificate, hostsUsedAt(binding, ClientPlace.OUTSIDE));
    const key = `${releaseLabel(release)};${release.securityUpdate ?? ''}|${this.classOfCertificate(certificate)}|${inside}|${outside}`;
    const number = numberOf(this.shownNumbers, key);
    this.last = { server, certificate, internalHosts, externalHosts, number };
    return number;
  }

  private coverageKey(certificate: CertificateView | undefined, hosts: readonly HostName[]): string {
    if (!certificate) return '-';
    return hosts
      .map((host) => {
        const coverage = coverageOf(certificate.certificate, host);
        // An outcome tells the name unless it is covered exactly and in every client's syntax: it is part of the class then.
        const asEver = coverage === 'exact' && host.value?.includes('_') !== true;
        return asEver ? 'e' : `${coverage}:${host.value ?? host.expression ?? ''}`;
      })
      .join();
  }

  /** A number for all of a certificate that an outcome depends on, its names apart. */
  private classOfCertificate(view: CertificateView | undefined): number {
    if (!view) return -1;
    let number = this.certificateClasses.get(view);
    if (number === undefined) {
      const { certificate } = view;
      const { facts } = certificate;
      const key = [
        certificate.source,
        certificate.state,
        certificate.exchangeDefault,
        certificate.revocation,
        certificate.faults.map((fault) => `${fault.code}:${fault.message}`).join(),
        facts.selfSigned,
        facts.isCa,
        facts.keyType,
        facts.keyBits,
        facts.signatureHash,
        facts.lifetimeSeconds,
        JSON.stringify(facts.extendedKeyUsages),
        JSON.stringify(facts.keyUsages),
        facts.hasPolicies,
        // The day of issue decides whether a client's limit binds, for what lives long.
        facts.lifetimeSeconds !== undefined && facts.lifetimeSeconds > SHORTEST_CLIENT_LIMIT ? facts.notBefore : '',
        // Dates are told only where they are the fault.
        isCurrent(facts.notBefore, facts.notAfter, this.now) ? '' : `${facts.notBefore}/${facts.notAfter}`,
        view.anchors.map((anchor) => this.classOfAnchor(anchor)).join(),
        this.checking.map((platform) => pathFault(view, platform, this.now)?.reason ?? '').join(),
      ].join(';');
      this.certificateClasses.set(view, (number = numberOf(this.certificateNumbers, key)));
    }
    return number;
  }

  private classOfAnchor(anchor: TrustAnchor): string {
    const named =
      anchor.kind !== 'self-signed' ||
      this.namedAnchors.has(anchor.id) ||
      (anchor.sha256 !== undefined && this.namedAnchors.has(anchor.sha256.toUpperCase())) ||
      (anchor.sha1 !== undefined && this.namedAnchors.has(anchor.sha1.toUpperCase()));
    return [
      anchor.kind,
      anchor.madeHere,
      anchor.endEntity,
      anchor.signatureHash,
      anchor.publishedInDirectory,
      named ? anchor.id : '',
    ].join(':');
  }
}

/** The number of a key: the same for equal keys, counted from nought. */
function numberOf(numbers: Map<string, number>, key: string): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = numbers.size));
  return number;
}

function isClear(view: BindingView): boolean {
  return view.binding.listeners.every((listener) => listener.encryption === Encryption.NONE);
}

function isCurrent(notBefore: string | undefined, notAfter: string | undefined, now: Date): boolean {
  return (
    (notBefore === undefined || Date.parse(notBefore) <= now.getTime()) &&
    (notAfter === undefined || now.getTime() < endOfValidity(notAfter))
  );
}
